//! What the program is made of: a bill of materials (`CycloneDX` 1.5) and the licences of all
//! that is built into it, from `cargo metadata` and `Cargo.lock`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

/// What `cargo metadata` tells of the workspace.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

/// A package, ours or another's.
#[derive(Debug, Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    license_file: Option<PathBuf>,
    source: Option<String>,
    manifest_path: PathBuf,
}

#[derive(Debug, Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Debug, Deserialize)]
struct DependencyKind {
    /// `dev`, `build`, or nothing for what is built in.
    kind: Option<String>,
}

impl Dependency {
    fn is_built_in(&self) -> bool {
        self.dep_kinds.iter().any(|one| one.kind.is_none())
    }
}

/// Files by which packages give their licence.
const LICENCE_FILES: [&str; 5] = ["license", "licence", "copying", "notice", "unlicense"];

/// Writes `sbom.cdx.json` and `THIRD-PARTY.txt` of a program into a folder.
pub(super) fn write(program: &str, into: &Path) -> Result<()> {
    let metadata = metadata()?;
    let sums =
        sums(&fs::read_to_string("Cargo.lock").context("could not read Cargo.lock")?);
    let built_in = built_in(&metadata, program)?;
    let bill = bill(&metadata, program, &built_in, &sums)?;
    let path = into.join("sbom.cdx.json");
    fs::write(&path, format!("{bill:#}\n"))
        .with_context(|| format!("could not write {}", path.display()))?;
    let path = into.join("THIRD-PARTY.txt");
    fs::write(&path, licences(&metadata, &built_in)?)
        .with_context(|| format!("could not write {}", path.display()))
}

/// What the workspace is made of on this kind of machine: parts for others are not built in.
fn metadata() -> Result<Metadata> {
    let told = answer("rustc", &["-vV"])?;
    let told = String::from_utf8_lossy(&told);
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("rustc does not say what machine this is")?;
    let args =
        ["metadata", "--format-version", "1", "--locked", "--filter-platform", host];
    serde_json::from_slice(&answer("cargo", &args)?).context("what cargo metadata tells")
}

fn answer(program: &str, args: &[&str]) -> Result<Vec<u8>> {
    let output = Command::new(program).args(args).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("could not run {program}"))?;
    ensure!(output.status.success(), "{program} {} failed", args[0]);
    Ok(output.stdout)
}

/// The sums of the lock file, by name and version.
fn sums(lock: &str) -> BTreeMap<(String, String), String> {
    let field = |block: &str, name: &str| {
        let line = block.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim_matches('"').to_owned())
    };
    let blocks = lock.split("[[package]]").skip(1);
    let known = blocks.filter_map(|block| {
        let key = (field(block, "name = ")?, field(block, "version = ")?);
        Some((key, field(block, "checksum = ")?))
    });
    known.collect()
}

/// The ids of all that is built into a program, itself included.
fn built_in(metadata: &Metadata, program: &str) -> Result<BTreeSet<String>> {
    let nodes: BTreeMap<&str, &Node> =
        metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let root = metadata.packages.iter().find(|package| package.name == program);
    let root = root.with_context(|| format!("no package {program}"))?;
    let mut found = BTreeSet::from([root.id.clone()]);
    let mut open = vec![root.id.as_str()];
    while let Some(id) = open.pop() {
        let Some(node) = nodes.get(id) else { continue };
        for dependency in node.deps.iter().filter(|one| one.is_built_in()) {
            if found.insert(dependency.pkg.clone()) {
                open.push(&dependency.pkg);
            }
        }
    }
    Ok(found)
}

fn address(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

fn bill(
    metadata: &Metadata,
    program: &str,
    built_in: &BTreeSet<String>,
    sums: &BTreeMap<(String, String), String>,
) -> Result<Value> {
    let packages: BTreeMap<&str, &Package> =
        metadata.packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let component = |package: &&Package, kind: &str| {
        let mut told = json!({
            "type": kind, "bom-ref": address(package), "name": package.name,
            "version": package.version, "purl": address(package),
        });
        if let Some(licence) = &package.license {
            // Packages of old write "MIT/Apache-2.0".
            told["licenses"] = json!([{ "expression": licence.replace('/', " OR ") }]);
        }
        let key = (package.name.clone(), package.version.clone());
        if let Some(sum) = sums.get(&key) {
            told["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
        }
        told
    };
    let parts: Vec<&Package> =
        built_in.iter().filter_map(|id| packages.get(id.as_str()).copied()).collect();
    let own = parts.iter().find(|package| package.name == program);
    let own = own.with_context(|| format!("no package {program}"))?;
    let others = parts.iter().filter(|package| package.name != program);
    let of = metadata.resolve.nodes.iter().filter(|node| built_in.contains(&node.id));
    let dependencies = of.filter_map(|node| {
        let on = node.deps.iter().filter(|one| one.is_built_in());
        let on =
            on.filter_map(|one| packages.get(one.pkg.as_str()).map(|one| address(one)));
        let on: BTreeSet<String> = on.collect();
        Some(json!({ "ref": address(packages.get(node.id.as_str())?), "dependsOn": on }))
    });
    Ok(json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": { "component": component(own, "application") },
        "components": others.map(|one| component(one, "library")).collect::<Vec<_>>(),
        "dependencies": dependencies.collect::<Vec<_>>(),
    }))
}

/// What stands between two licences.
const RULE: &str = "----------------------------------------------------------------";

/// The licences of all that others wrote, each text once.
fn licences(metadata: &Metadata, built_in: &BTreeSet<String>) -> Result<String> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut silent: Vec<String> = Vec::new();
    let others = metadata.packages.iter().filter(|package| package.source.is_some());
    for package in others.filter(|package| built_in.contains(&package.id)) {
        let licence = package.license.as_deref().unwrap_or("see its text");
        let name = format!("{} {} ({licence})", package.name, package.version);
        let own = texts_of(package)?;
        if own.is_empty() {
            silent.push(name.clone());
        }
        for text in own {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    let mut page =
        "Rundown is built with the work of others. Their licences follow, each \
                    behind the\npackages that come with it.\n"
            .to_owned();
    for (text, names) in texts {
        let names = names.join("\n");
        let _ = writeln!(page, "\n{RULE}\n{names}\n\n{}", text.trim_end());
    }
    if !silent.is_empty() {
        let names = silent.join("\n");
        let _ = writeln!(
            page,
            "\n{RULE}\nThese name their licence and come without its text:\n{names}"
        );
    }
    Ok(page)
}

fn texts_of(package: &Package) -> Result<Vec<String>> {
    let folder = package.manifest_path.parent().context("a manifest lies in a folder")?;
    let mut paths: Vec<PathBuf> =
        package.license_file.iter().map(|file| folder.join(file)).collect();
    let entries = fs::read_dir(folder)
        .with_context(|| format!("could not list {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let is_licence = LICENCE_FILES.iter().any(|begin| name.starts_with(begin));
        if path.is_file() && is_licence && !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    let read = |path: &PathBuf| {
        fs::read(path).map(|text| String::from_utf8_lossy(&text).into_owned())
    };
    paths
        .iter()
        .map(|path| {
            read(path).with_context(|| format!("could not read {}", path.display()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Metadata {
        let package = |name: &str, source: Option<&str>| {
            json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT/Apache-2.0",
                    "license_file": null, "source": source, "manifest_path": "/x/Cargo.toml" })
        };
        let on = |name: &str, kind: Option<&str>| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        serde_json::from_value(json!({
            "packages": [package("own", None), package("in", Some("registry")),
                         package("below", Some("registry")), package("tests", Some("registry"))],
            "resolve": { "nodes": [
                { "id": "own", "deps": [on("in", None), on("tests", Some("dev"))] },
                { "id": "in", "deps": [on("below", None)] },
                { "id": "below", "deps": [] }, { "id": "tests", "deps": [] },
            ]},
        }))
        .unwrap()
    }

    #[test]
    fn what_only_tests_need_is_not_built_in() {
        let built_in = built_in(&sample(), "own").unwrap();
        assert_eq!(built_in.into_iter().collect::<Vec<_>>(), ["below", "in", "own"]);
    }

    #[test]
    fn a_bill_names_each_part_with_licence_sum_and_what_it_needs() {
        let lock = "[[package]]\nname = \"in\"\nversion = \"1.0.0\"\nchecksum = \"ab\"\n";
        let metadata = sample();
        let parts = built_in(&metadata, "own").unwrap();
        let bill = bill(&metadata, "own", &parts, &sums(lock)).unwrap();
        assert_eq!(bill["metadata"]["component"]["name"], "own");
        let part = &bill["components"][1];
        assert_eq!(part["purl"], "pkg:cargo/in@1.0.0");
        assert_eq!(part["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(part["hashes"][0]["content"], "ab");
        assert_eq!(
            bill["dependencies"][1]["dependsOn"],
            json!(["pkg:cargo/below@1.0.0"])
        );
    }
}
