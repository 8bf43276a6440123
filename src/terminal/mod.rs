//! What the command shows and asks on a terminal. The library knows of none.

pub(crate) mod arguments;
pub(crate) mod checking;
pub(crate) mod conversations;
pub(crate) mod progress;
pub(crate) mod summary;
