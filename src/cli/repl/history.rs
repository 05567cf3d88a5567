//! Where the history is kept.

use std::path::PathBuf;

/// The file of the history in the user's data directory, which is made when it is not there; nothing where there is none.
pub(super) fn path() -> Option<PathBuf> {
    let directory =
        data_directory(|name| std::env::var_os(name).filter(|value| !value.is_empty()))?.join("prob");
    std::fs::create_dir_all(&directory).ok()?;
    Some(directory.join("history"))
}

/// `$XDG_DATA_HOME`, or what stands for it on this system.
fn data_directory(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Option<PathBuf> {
    let absolute = |path: PathBuf| path.is_absolute().then_some(path);
    if let Some(path) = variable("XDG_DATA_HOME").map(PathBuf::from).and_then(absolute) {
        return Some(path);
    }
    if cfg!(windows) {
        return variable("APPDATA").map(PathBuf::from);
    }
    variable("HOME").map(PathBuf::from).and_then(absolute).map(|home| home.join(".local").join("share"))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_data_directory_is_that_of_the_environment() {
        let of = |pairs: &[(&str, &str)]| {
            let value = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).into());
            data_directory(value).map(|path| path.to_string_lossy().into_owned())
        };
        assert_eq!(of(&[("XDG_DATA_HOME", "/data"), ("HOME", "/home/a")]).as_deref(), Some("/data"));
        assert_eq!(of(&[("HOME", "/home/a")]).as_deref(), Some("/home/a/.local/share"));
        assert_eq!(
            of(&[("XDG_DATA_HOME", "relative"), ("HOME", "/home/a")]).as_deref(),
            Some("/home/a/.local/share")
        );
        assert_eq!(of(&[]), None);
    }
}
