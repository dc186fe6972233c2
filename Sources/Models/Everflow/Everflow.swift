// The names of the Everflow Network API (reference sections 1-8 and 12): its objects, answers and requests as values.

/// Everflow's wire types. Money and counts are exact decimals; instants on the wire are whole seconds.
public enum Everflow {}
