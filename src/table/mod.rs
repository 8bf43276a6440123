//! TOML and YAML as one kind of table: reading, taking values key by key, and reporting mistakes in our own
//! words.

pub mod keys;
mod plain_keys;
mod read;
pub(crate) mod review;
mod toml_errors;
pub mod value;
mod yaml;
