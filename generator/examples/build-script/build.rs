//! Pages to client: cargo runs this again when a page has changed, and at no other time.

fn main() -> Result<(), docwright::GenerateError> {
    docwright::Generate::new("pages").into_out_dir("library").lock_file("docwright.lock").run()?.tell_cargo();
    Ok(())
}
