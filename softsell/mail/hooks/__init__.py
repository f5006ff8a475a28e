"""What mail providers post to us: who proves to be the provider, and which raw letters are in it. Pure, one file each."""
