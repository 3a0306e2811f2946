"""What people make, as frozen values with versioned JSON. Pure: no path, clock or session."""
