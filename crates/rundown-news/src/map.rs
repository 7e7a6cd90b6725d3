//! Hash maps whose order does not depend on the machine or the run.

/// A hash map with fixed seeds. Its order is still no order: sort before you show.
///
/// Not for keys that a stranger can choose in bulk without a bound: fixed seeds
/// can be attacked. Every use sits behind a limit on the number of keys.
pub type Map<K, V> = hashbrown::HashMap<K, V, foldhash::fast::FixedState>;

/// A hash set with fixed seeds; see [`Map`].
pub type Set<K> = hashbrown::HashSet<K, foldhash::fast::FixedState>;
