"""What a record was: its revisions read, compared and put back."""
