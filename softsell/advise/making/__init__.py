"""From what a shop sends to facets with questions: words grouped, numbers cut, units made alike."""
