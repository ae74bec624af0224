//! What the program is made of, as CycloneDX 1.5: every crate with its version, licence, address and what it stands on.
//! `required` is what is in the program, `excluded` what only builds or tests it.

use crate::tools;
use anyhow::Result;
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

/// Writes it from what `cargo metadata` says, and gives its place.
pub fn write(metadata: &Value) -> Result<PathBuf> {
    let path = tools::target().join("sbom.cdx.json");
    fs::create_dir_all(tools::target())?;
    fs::write(&path, serde_json::to_vec_pretty(&document(metadata))?)?;
    Ok(path)
}

fn document(metadata: &Value) -> Value {
    let packages: BTreeMap<&str, &Value> =
        list(&metadata["packages"]).map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), node)).collect();
    let own = packages.iter().find(|(_, package)| package["name"] == tools::PACKAGE).map_or("", |(id, _)| *id);
    let inside = inside(own, &nodes);
    let components = packages.iter().filter(|(id, _)| **id != own).map(|(id, package)| {
        let scope = if inside.contains(id) { "required" } else { "excluded" };
        let mut component = described(package, "library");
        component["scope"] = scope.into();
        component
    });
    let dependencies = nodes.iter().map(|(id, node)| {
        let on = list(&node["dependencies"]).filter_map(|id| packages.get(text(id))).map(|package| address(package));
        json!({ "ref": packages.get(id).map(|package| address(package)), "dependsOn": on.collect::<Vec<_>>() })
    });
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": packages.get(own).map(|package| described(package, "application")) },
        "components": components.collect::<Vec<_>>(),
        "dependencies": dependencies.collect::<Vec<_>>(),
    })
}

fn described(package: &Value, kind: &str) -> Value {
    let licence = text(&package["license"]).replace('/', " OR ");
    json!({
        "type": kind,
        "bom-ref": address(package),
        "name": package["name"],
        "version": package["version"],
        "purl": address(package),
        "licenses": [{ "expression": licence }],
    })
}

/// The package's address (purl).
fn address(package: &Value) -> String {
    format!("pkg:cargo/{}@{}", text(&package["name"]), text(&package["version"]))
}

/// What `package` links with: everything that is reached by ordinary dependencies, itself included.
fn inside<'a>(package: &'a str, nodes: &BTreeMap<&'a str, &'a Value>) -> BTreeSet<&'a str> {
    let (mut found, mut open) = (BTreeSet::new(), vec![package]);
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        let ordinary = |on: &&Value| list(&on["dep_kinds"]).any(|kind| kind["kind"].is_null());
        open.extend(
            nodes.get(id).into_iter().flat_map(|node| list(&node["deps"])).filter(ordinary).map(|on| text(&on["pkg"])),
        );
    }
    found
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inside_is_told_from_what_builds_it() {
        let package = |name: &str| json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT/Apache-2.0" });
        let on = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [package("duban"), package("a"), package("b"), package("c")],
            "resolve": { "nodes": [
                { "id": "duban", "dependencies": ["a", "c"], "deps": [on("a", Value::Null), on("c", "dev".into())] },
                { "id": "a", "dependencies": ["b"], "deps": [on("b", Value::Null)] },
                { "id": "b", "dependencies": [], "deps": [] },
                { "id": "c", "dependencies": [], "deps": [] },
            ] },
        });
        let document = document(&metadata);
        let scopes: Vec<&str> = list(&document["components"]).map(|component| text(&component["scope"])).collect();
        assert_eq!(scopes, ["required", "required", "excluded"]);
        assert_eq!(document["components"][0]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(document["metadata"]["component"]["purl"], "pkg:cargo/duban@1.0.0");
        assert_eq!(document["dependencies"][3]["dependsOn"], json!(["pkg:cargo/a@1.0.0", "pkg:cargo/c@1.0.0"]));
    }
}
