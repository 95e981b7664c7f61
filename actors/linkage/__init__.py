"""Record linkage: which entries may be one actor, and why. Names are compared pair by pair; a curator decides."""
