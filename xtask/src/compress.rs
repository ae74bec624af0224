//! Compressed copies next to the files, made once at the highest level instead of at each request.

use crate::tools;
use anyhow::{Context as _, Result};
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

const COMPRESSIBLE: [&str; 9] = ["js", "mjs", "wasm", "css", "svg", "json", "webmanifest", "txt", "html"];

/// Writes `.br` and `.gz` next to each file below the folder that gets smaller by it.
pub fn folder(folder: &Path) -> Result<()> {
    let paths: Vec<PathBuf> = tools::files(folder)?.into_iter().filter(|path| compressible(path)).collect();
    std::thread::scope(|scope| {
        let threads: Vec<_> = paths.iter().map(|path| scope.spawn(move || file(path))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("compressing does not panic"))
    })
}

fn compressible(path: &Path) -> bool {
    path.extension().is_some_and(|extension| COMPRESSIBLE.iter().any(|known| extension == *known))
}

fn file(path: &Path) -> Result<()> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&bytes)?;
    for (extension, copy) in [("br", brotli(&bytes)?), ("gz", gzip.finish()?)] {
        if copy.len() < bytes.len() {
            let mut name = path.as_os_str().to_owned();
            name.push(".");
            name.push(extension);
            fs::write(name, copy)?;
        }
    }
    Ok(())
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut copy = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut copy, &parameters)?;
    Ok(copy)
}
