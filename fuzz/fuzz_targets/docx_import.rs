#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| actas_fuzz::docx_import(bytes));
