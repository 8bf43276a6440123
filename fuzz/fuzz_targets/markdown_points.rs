#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| actas_fuzz::markdown_points(bytes));
