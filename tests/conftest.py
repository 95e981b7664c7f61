"""Property tests judge by what comes out, never by how busy the machine is."""

from hypothesis import settings

settings.register_profile("chancery", deadline=None)
settings.load_profile("chancery")
