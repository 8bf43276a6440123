//! All keys of front matters in one table, with the names of each and the kind of value that it takes. The
//! parser, the check for lost fences, `actas new`, the comparison of translations and the table in
//! `docs/front-matter.md` are derived from it or tested against it. `CONTRIBUTING.md` explains how to add a
//! key.

mod foreign;
mod names;
mod table;

pub use foreign::{Foreign, foreign};
pub use names::{
    Names, all_names, choices, chosen, find, of_commitment, of_correction, of_follow_up, of_withdrawal,
    outermost,
};
pub use table::{Choice, KEYS, Key, KeyKind, OF_TAXONOMIES};
