//! No file of a crate needs, directly or through others, one that needs it: whoever opens
//! a crate can read its files in some order, each after those that it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, ItemMod, ItemUse, Meta, UseTree};

/// A module: its path within its crate. The crate's own file has an empty one and counts as
/// nobody's need, since it holds what the crate shows to others.
type Module = Vec<String>;

/// A file and those of its crate that it needs.
type Needs = BTreeMap<Module, BTreeSet<Module>>;

#[test]
fn no_files_of_a_crate_need_each_other_in_a_circle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    let mut crates = entries(&root.join("crates"));
    crates.push(root.join("xtask"));
    crates.sort();
    let mut circles = Vec::new();
    for folder in crates {
        let needs = needs(&folder.join("src"));
        assert!(!needs.is_empty(), "{} has no files", folder.display());
        circles.extend(needs.keys().filter_map(|from| circle(&needs, from)).map(
            |circle| {
                let files: Vec<String> = circle.iter().map(|own| own.join("/")).collect();
                format!("{}: {}", folder.display(), files.join(" needs "))
            },
        ));
    }
    assert!(circles.is_empty(), "these files need each other:\n{}", circles.join("\n"));
}

/// The shortest way from a file back to itself.
fn circle(needs: &Needs, start: &Module) -> Option<Vec<Module>> {
    let mut ways = vec![vec![start.clone()]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            for next in &needs[way.last()?] {
                let further: Vec<Module> = way.iter().chain([next]).cloned().collect();
                if next == start {
                    return Some(further);
                }
                if seen.insert(next.clone()) {
                    longer.push(further);
                }
            }
        }
        ways = longer;
    }
    None
}

/// What each file below a crate's `src` needs.
fn needs(src: &Path) -> Needs {
    let mut files = BTreeMap::new();
    gather(src, &mut Vec::new(), &mut files);
    let modules: BTreeSet<Module> = files.keys().cloned().collect();
    let needs = |(own, path): (&Module, &PathBuf)| {
        let text = fs::read_to_string(path).expect("a file that can be read");
        let file = syn::parse_file(&text).expect("a file of Rust");
        let mut reader = Reader {
            modules: &modules,
            at: own.clone(),
            file: own,
            needs: BTreeSet::new(),
        };
        reader.visit_file(&file);
        (own.clone(), reader.needs)
    };
    files.iter().map(needs).collect()
}

/// What stands in a folder.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder that can be read");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// The files below a folder by their modules.
fn gather(folder: &Path, at: &mut Module, files: &mut BTreeMap<Module, PathBuf>) {
    for path in entries(folder) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        at.push(name.clone());
        if path.is_dir() {
            gather(&path, at, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let is_top = at.len() == 1 && (name == "lib" || name == "main");
            files.insert(if is_top { Vec::new() } else { at.clone() }, path);
        }
        at.pop();
    }
}

/// Walks the paths of a file that is no test.
struct Reader<'r> {
    modules: &'r BTreeSet<Module>,
    /// Where in the file it stands: the file's module, and those written within it.
    at: Module,
    file: &'r Module,
    needs: BTreeSet<Module>,
}

impl Reader<'_> {
    fn note(&mut self, path: &[String]) {
        let Some((first, rest)) = path.split_first() else { return };
        let mut full = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.at.clone(),
            "super" => self.at[..self.at.len().saturating_sub(1)].to_vec(),
            _ => {
                let child: Module = self.at.iter().chain([first]).cloned().collect();
                if !self.modules.contains(&child) {
                    return;
                }
                child
            }
        };
        for part in rest {
            if part == "super" {
                full.pop();
            } else {
                full.push(part.clone());
            }
        }
        // What is named in a module stands in the file of the longest path that has one.
        while !self.modules.contains(&full) {
            if full.pop().is_none() {
                return;
            }
        }
        if !full.is_empty() && full != *self.file {
            self.needs.insert(full);
        }
    }

    fn note_tree(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: String| -> Vec<String> {
            before.iter().cloned().chain([name]).collect()
        };
        match tree {
            UseTree::Path(path) => {
                self.note_tree(&path.tree, &with(path.ident.to_string()));
            }
            UseTree::Name(name) if name.ident == "self" => self.note(before),
            UseTree::Name(name) => self.note(&with(name.ident.to_string())),
            UseTree::Rename(name) => self.note(&with(name.ident.to_string())),
            UseTree::Glob(_) => self.note(before),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.note_tree(tree, before);
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.note_tree(&item.tree, &[]);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if item.content.is_some() && !is_of_tests(&item.attrs) {
            self.at.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.at.pop();
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 && path.leading_colon.is_none() {
            let parts: Vec<String> =
                path.segments.iter().map(|part| part.ident.to_string()).collect();
            self.note(&parts);
        }
        visit::visit_path(self, path);
    }
}

/// Whether an item stands under `#[cfg(test)]`.
fn is_of_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("cfg") => {
            list.tokens.to_string() == "test"
        }
        _ => false,
    })
}
