//! The keys of front matters in one table: the names of each, and what it takes. The reader, the guard
//! against lost fences, `actas new`, the comparison of translations and the table in `docs/front-matter.md`
//! are made from it, or tested against it. `CONTRIBUTING.md` says how to add a key.

mod names;
mod table;

pub use names::{
    Names, all_names, choices, chosen, find, of_commitment, of_correction, of_follow_up, of_withdrawal,
    outermost,
};
pub use table::{Choice, KEYS, Key, Kind, OF_TAXONOMIES};
