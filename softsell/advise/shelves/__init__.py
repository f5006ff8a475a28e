"""What a catalogue is made of and kept in: products as rows, found by their names, indexed by facet."""
