//! Every test that needs more than one module: folders in, folders out; searches; faults.

mod cache;
mod check;
mod data;
mod determinism;
mod docs;
mod edits;
mod embargo;
mod examples;
mod faults;
mod fuzz;
mod golden;
mod hostile;
mod import;
mod init;
mod invalid;
mod kills;
mod lock;
mod offline;
mod oracle;
mod paths;
mod points;
mod queries;
mod register;
mod server;
mod support;
mod term_pages;
