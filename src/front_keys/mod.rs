//! The keys of front matters, in one table: what each is called, takes, and belongs to. The reader, the guard against
//! lost fences, `actas new`, the comparison of translations and the table of `docs/front-matter.md` are made of it, or held
//! to it by tests. `CONTRIBUTING.md` says how a key is added.

mod names;
mod table;

pub use names::{
    Names, all_names, choices, chosen, find, of_commitment, of_correction, of_withdrawal, outermost,
};
pub use table::{Choice, KEYS, Key, Kind, OF_TAXONOMIES};
