//! Builds, runs and checks duban. `scripts/*` prepare the machine and then call this.

mod bench;
mod compress;
mod css;
mod dev;
mod front;
mod licences;
mod postgres;
mod run;
mod sbom;
mod sqlx;
mod test;
mod tools;

const HELP: &str = "\
cargo xtask front [--dev]   the browser's part: wasm, style sheet, compressed copies, size budget
cargo xtask run             build everything, load the sample plan, serve
cargo xtask dev             build without optimising, serve, rebuild on every change
cargo xtask test [STEP…]    every check, or the named ones; `cargo xtask test list` names them
cargo xtask bench [NAME…]   measure against the speed budgets; `cargo xtask bench list` names the benchmarks
cargo xtask sqlx            write .sqlx again, after a query or a migration changed
cargo xtask licences        the licence of every crate; writes the list of all (SBOM) to target/sbom.cdx.json";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let result = match arguments.first().map(String::as_str) {
        Some("front") => front::build(front::Kind::from_arguments(rest)).map(drop),
        Some("run") => run::run(),
        Some("dev") => dev::dev(),
        Some("test") => test::test(rest),
        Some("bench") => bench::bench(rest),
        Some("sqlx") => sqlx::write(),
        Some("licences") => licences::check(),
        _ => {
            println!("{HELP}");
            std::process::exit(2);
        }
    };
    if let Err(error) = result {
        eprintln!("\nxtask: {error:#}");
        std::process::exit(1);
    }
}
