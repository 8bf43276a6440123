//! TOML and YAML as one kind of table: read, taken apart key by key, and what is wrong with it said in our
//! words.

pub mod keys;
mod plain_keys;
mod read;
pub(crate) mod review;
mod slips;
pub mod value;
mod yaml;
