//! Reads CSDL. Only what decides a change is kept: names, types, bases, bindings.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{CsdlCall, CsdlMember, CsdlProperty, CsdlType, CsdlTypeRef, Metadata, MetadataError};

/// Reads the metadata document of a service.
pub fn read(xml: &str) -> Result<Metadata, MetadataError> {
    let mut reader = Reader::from_str(xml);
    let mut state = State::default();
    let fault = |message: String, reader: &Reader<&[u8]>| MetadataError { message, position: reader.buffer_position() };
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => state.open(&start, false).map_err(|message| fault(message, &reader))?,
            Ok(Event::Empty(start)) => state.open(&start, true).map_err(|message| fault(message, &reader))?,
            Ok(Event::End(end)) => state.close(&local(end.name().as_ref())),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(fault(error.to_string(), &reader)),
        }
    }
    if !state.schema_seen {
        return Err(MetadataError { message: "it holds no Schema element".to_owned(), position: 0 });
    }
    Ok(state.metadata)
}

/// The name without its prefix.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

#[derive(Default)]
struct State {
    metadata: Metadata,
    schema_seen: bool,
    namespace: String,
    /// Alias in lower case, with its dot, to namespace with its dot.
    aliases: Vec<(String, String)>,
    ty: Option<(String, CsdlType)>,
    enumeration: Option<(String, BTreeMap<String, CsdlMember>)>,
    call: Option<(String, CsdlCall, bool)>,
}

impl State {
    fn open(&mut self, start: &BytesStart<'_>, empty: bool) -> Result<(), String> {
        let mut attributes = BTreeMap::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
            attributes.insert(local(attribute.key.as_ref()), value.into_owned());
        }
        let get = |name: &str| attributes.get(name).cloned();
        let name = get("Name").unwrap_or_default();
        let tag = local(start.name().as_ref());
        match tag.as_str() {
            "Schema" => {
                self.schema_seen = true;
                self.namespace = get("Namespace").unwrap_or_default();
                if let Some(alias) = get("Alias") {
                    self.aliases.push((format!("{}.", alias.to_lowercase()), format!("{}.", self.namespace.to_lowercase())));
                }
            }
            "EntityType" | "ComplexType" => {
                let ty = CsdlType {
                    name: name.clone(),
                    base: get("BaseType").map(|base| self.qualified(&base)),
                    has_stream: get("HasStream").as_deref() == Some("true"),
                    open: get("OpenType").as_deref() == Some("true"),
                    properties: BTreeMap::new(),
                };
                self.ty = Some((format!("{}.{name}", self.namespace).to_lowercase(), ty));
            }
            "EnumType" => self.enumeration = Some((format!("{}.{name}", self.namespace).to_lowercase(), BTreeMap::new())),
            "Member" => {
                let value = get("Value").and_then(|value| value.parse().ok());
                if let Some((_, members)) = &mut self.enumeration {
                    members.insert(name.to_lowercase(), CsdlMember { name, value });
                }
            }
            "Property" | "NavigationProperty" => {
                let property = CsdlProperty {
                    name: name.clone(),
                    ty: self.type_ref(&get("Type").unwrap_or_default()),
                    nullable: get("Nullable").as_deref() != Some("false"),
                    navigation: tag == "NavigationProperty",
                };
                if let Some((_, ty)) = &mut self.ty {
                    ty.properties.insert(name.to_lowercase(), property);
                }
            }
            "Action" | "Function" => {
                let bound = get("IsBound").as_deref() == Some("true");
                self.call = Some((name.to_lowercase(), CsdlCall::default(), bound));
            }
            "Parameter" => {
                let ty = self.type_ref(&get("Type").unwrap_or_default());
                let nullable = get("Nullable").as_deref() != Some("false");
                if let Some((_, call, bound)) = &mut self.call {
                    if *bound && call.binding.is_none() {
                        call.binding = Some(ty);
                    } else {
                        call.parameters.insert(name.to_lowercase(), CsdlProperty { name, ty, nullable, navigation: false });
                    }
                }
            }
            "ReturnType" => {
                let ty = self.type_ref(&get("Type").unwrap_or_default());
                if let Some((_, call, _)) = &mut self.call {
                    call.returns = Some(ty);
                }
            }
            "EntitySet" => {
                let ty = self.qualified(&get("EntityType").unwrap_or_default());
                self.metadata.roots.insert(name.to_lowercase(), (ty, true));
            }
            "Singleton" => {
                let ty = self.qualified(&get("Type").unwrap_or_default());
                self.metadata.roots.insert(name.to_lowercase(), (ty, false));
            }
            "FunctionImport" | "ActionImport" => {
                let target = get("Function").or_else(|| get("Action")).unwrap_or_default();
                let target = target.rsplit('.').next().unwrap_or(&target).to_lowercase();
                self.metadata.imports.insert(name.to_lowercase(), target);
            }
            _ => {}
        }
        if empty {
            self.close(&tag);
        }
        Ok(())
    }

    fn close(&mut self, tag: &str) {
        match tag {
            "EntityType" | "ComplexType" => {
                if let Some((name, ty)) = self.ty.take() {
                    if let Some(base) = &ty.base {
                        self.metadata.derived.entry(base.clone()).or_default().push(name.clone());
                    }
                    self.metadata.types.insert(name, ty);
                }
            }
            "EnumType" => {
                if let Some((name, members)) = self.enumeration.take() {
                    self.metadata.enumerations.insert(name, members);
                }
            }
            "Action" | "Function" => {
                if let Some((name, call, _)) = self.call.take() {
                    self.metadata.calls.entry(name).or_default().push(call);
                }
            }
            _ => {}
        }
    }

    /// A name with its namespace instead of an alias, in lower case.
    fn qualified(&self, name: &str) -> String {
        let lower = name.to_lowercase();
        for (alias, namespace) in &self.aliases {
            if let Some(rest) = lower.strip_prefix(alias) {
                return format!("{namespace}{rest}");
            }
        }
        lower
    }

    fn type_ref(&self, text: &str) -> CsdlTypeRef {
        match text.strip_prefix("Collection(").and_then(|rest| rest.strip_suffix(')')) {
            Some(inner) => CsdlTypeRef { name: self.qualified(inner), collection: true },
            None => CsdlTypeRef { name: self.qualified(text), collection: false },
        }
    }
}
