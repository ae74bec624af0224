//! What the browser loads: `site/pkg/<hash>/` with the wasm, its loader, the style sheet, everything in `public/`
//! and compressed copies, and `site/manifest.json` that tells the server the addresses. The hash covers every file,
//! so an address never changes its content and may be cached for ever.

use crate::{compress, css, tools};
use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

/// What a first visit may cost over the wire, in bytes of brotli. The office's tablets see 10 Mbit/s with 40 ms:
/// these bytes are two tenths of a second. Lower them whenever the real figures fall well below.
const WASM_BUDGET: u64 = 90_000;
const TOTAL_BUDGET: u64 = 110_000;

/// wasm-opt may use what every browser the front end supports has: Chromium 96, Firefox 115, Safari 16.
const WASM_OPT: [&str; 8] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Release,
    /// Quick to build: neither optimised nor compressed, in a folder of its own.
    Dev,
}

impl Kind {
    pub fn from_arguments(arguments: &[String]) -> Self {
        if arguments.iter().any(|argument| argument == "--dev") { Self::Dev } else { Self::Release }
    }

    fn cargo_profile(self) -> &'static str {
        if self == Self::Release { "wasm-release" } else { "dev" }
    }

    /// Where the site lies; the server finds it by `DUBAN_SITE`.
    fn site(self) -> PathBuf {
        match self {
            Self::Dev => tools::target().join("site-dev"),
            Self::Release => env::var_os("DUBAN_SITE").map_or_else(|| tools::root().join("site"), PathBuf::from),
        }
    }
}

/// Builds the site, if anything it is made of has changed, and gives its folder.
pub fn build(kind: Kind) -> Result<PathBuf> {
    let site = kind.site();
    let module = fs::read(compile(kind)?)?;
    let style = css::bundle()?;
    let inputs = fingerprint(&module, &style)?;
    let manifest_path = site.join("manifest.json");
    let old: Value =
        fs::read(&manifest_path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let old_folder = site.join("pkg").join(old["hash"].as_str().unwrap_or("none"));

    if old["inputs"] != inputs.as_str() || !old_folder.is_dir() {
        let folder = site.join("pkg").join(format!(".new-{}", std::process::id()));
        assemble(kind, &module, &style, &folder).inspect_err(|_| drop(fs::remove_dir_all(&folder)))?;
        let hash = hash_of_folder(&folder)?;
        if kind == Kind::Release {
            compress::folder(&folder)?;
        }
        let finished = site.join("pkg").join(&hash);
        drop(fs::remove_dir_all(&finished));
        fs::rename(&folder, &finished)?;
        write_manifest(&manifest_path, &hash, &inputs)?;
        remove_old(&site.join("pkg"), &[&finished, &old_folder])?;
    }
    if kind == Kind::Release {
        check_budget(&site)?;
    }
    Ok(site)
}

fn compile(kind: Kind) -> Result<PathBuf> {
    let mut cargo = tools::cargo();
    cargo.args(["build", "--package", tools::PACKAGE, "--lib", "--profile", kind.cargo_profile()]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--no-default-features", "--features", "hydrate"]);
    cargo.arg("--config").arg(without_home()?);
    let artifacts = tools::cargo_artifacts(&mut cargo)?;
    let wasm = artifacts.into_iter().flat_map(|artifact| artifact.files).find(|file| extension_is(file, "wasm"));
    wasm.context("cargo built no .wasm file: Cargo.toml's [lib] needs crate-type cdylib")
}

/// The names of source files stand in panic messages; those of the dependencies begin with the home of whoever builds,
/// which is nobody's business and would give every builder another hash.
fn without_home() -> Result<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let sources = home.context("the home folder is unknown")?.join("registry/src");
    Ok(format!("target.wasm32-unknown-unknown.rustflags=['--remap-path-prefix={}=crates']", sources.display()))
}

fn assemble(kind: Kind, module: &[u8], style: &str, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let public = tools::root().join("public");
    for file in tools::files(&public)? {
        let copy = folder.join(file.strip_prefix(&public)?);
        fs::create_dir_all(copy.parent().expect("a file lies in a folder"))?;
        fs::copy(&file, copy)?;
    }
    fs::write(folder.join("duban.css"), style)?;
    bind(module, folder)?;
    if kind == Kind::Release {
        css::minify(&folder.join("duban.css"))?;
        css::minify(&folder.join("duban.js"))?;
        let mut optimiser = tools::node_program("wasm-opt")?;
        let wasm = folder.join("duban.wasm");
        tools::run(optimiser.args(WASM_OPT).arg(&wasm).arg("-o").arg(&wasm))?;
    }
    Ok(())
}

/// The loader, and the module with its bindings cut to size: what the program wasm-bindgen does.
fn bind(module: &[u8], folder: &Path) -> Result<()> {
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_bytes(tools::PACKAGE, module.to_vec()).web(true)?.typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(folder).context("binding the wasm to its loader")?;
    // Leptos asks for the name without `_bg` when it knows LEPTOS_OUTPUT_NAME.
    fs::rename(folder.join("duban_bg.wasm"), folder.join("duban.wasm"))?;
    Ok(())
}

fn write_manifest(path: &Path, hash: &str, inputs: &str) -> Result<()> {
    let address = |name: &str| format!("/pkg/{hash}/{name}");
    let manifest = json!({
        "hash": hash,
        "js": address("duban.js"),
        "wasm": address("duban.wasm"),
        "css": address("duban.css"),
        "icons": address("icons.svg"),
        "inputs": inputs,
    });
    let new = path.with_extension("new");
    fs::write(&new, serde_json::to_vec_pretty(&manifest)?)?;
    fs::rename(new, path).context("manifest.json")
}

/// The previous folder stays, so that a server that still runs can serve its pages.
fn remove_old(pkg: &Path, keep: &[&Path]) -> Result<()> {
    for entry in fs::read_dir(pkg)? {
        let path = entry?.path();
        if !keep.contains(&path.as_path()) {
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}

fn check_budget(site: &Path) -> Result<()> {
    let manifest: Value = serde_json::from_slice(&fs::read(site.join("manifest.json"))?)?;
    println!("front end, in bytes          raw    brotli");
    let (mut total, mut wasm) = (0, 0);
    for part in ["wasm", "js", "css", "icons"] {
        let Some(address) = manifest[part].as_str() else { continue };
        let file = site.join(address.trim_start_matches('/'));
        let Ok(raw) = fs::metadata(&file).map(|file| file.len()) else { continue };
        let mut copy = file.clone().into_os_string();
        copy.push(".br");
        let sent = fs::metadata(copy).map_or(raw, |copy| copy.len());
        total += sent;
        wasm = if part == "wasm" { sent } else { wasm };
        println!("  {:<20}{raw:>10}{sent:>10}", file.file_name().unwrap_or_default().to_string_lossy());
    }
    println!("  together            {total:>20}  of {TOTAL_BUDGET} allowed ({WASM_BUDGET} for the wasm)");
    if total > TOTAL_BUDGET || wasm > WASM_BUDGET {
        bail!("the front end is over its budget (xtask/src/front.rs): make it smaller, or argue for more there");
    }
    Ok(())
}

/// Changes when anything the site is made of changes, this program included.
fn fingerprint(module: &[u8], style: &str) -> Result<String> {
    let mut hash = Sha256::new();
    for bytes in
        [module, style.as_bytes(), &fs::read(tools::root().join("package-lock.json"))?, &fs::read(env::current_exe()?)?]
    {
        hash.update(Sha256::digest(bytes));
    }
    hash.update(hash_of_folder(&tools::root().join("public"))?);
    Ok(hexadecimal(&hash.finalize()))
}

fn hash_of_folder(folder: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for file in tools::files(folder)? {
        hash.update(file.strip_prefix(folder)?.to_string_lossy().as_bytes());
        hash.update(Sha256::digest(fs::read(&file)?));
    }
    Ok(hexadecimal(&hash.finalize()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn extension_is(path: &Path, extension: &str) -> bool {
    path.extension() == Some(OsStr::new(extension))
}
