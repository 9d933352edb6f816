//! What all scalar types that are text have in common.

/// Implements for a type with `From<&str>` (which takes any text) and `fn with_str(&self, &mut dyn FnMut(&str))` what a
/// scalar of models needs.
macro_rules! text_scalar {
    ($type:ident, $expected:literal) => {
        impl super::super::model::Scalar for $type {
            const EXPECTED: &'static str = $expected;

            fn read(token: super::super::model::Token<'_>) -> Option<(Self, bool)> {
                match token {
                    super::super::model::Token::Text(text) => Some((Self::from(text), true)),
                    _ => None,
                }
            }

            fn token(&self) -> super::super::model::Token<'_> {
                super::super::model::Token::Built(self)
            }
        }

        impl super::super::model::BuiltText for $type {
            fn with_str(&self, to: &mut dyn FnMut(&str)) {
                self.with_str(to);
            }
        }

        super::text::scalar_traits!($type);

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.with_str(|text| f.write_str(text))
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl From<String> for $type {
            fn from(text: String) -> Self {
                Self::from(&*text)
            }
        }

        impl std::str::FromStr for $type {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(text))
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.with_str(|text| serializer.serialize_str(text))
            }
        }
    };
}

/// `Deserialize`, and the places that a scalar may take in an answer.
macro_rules! scalar_traits {
    ($type:ident) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                super::super::model::decode_scalar(deserializer)
            }
        }

        impl super::super::model::Element for $type {
            fn view(field: &Option<Vec<Self>>) -> super::super::model::View<'_> {
                super::super::model::View::scalars(field)
            }

            fn edit(field: &mut Option<Vec<Self>>) -> super::super::model::Edit<'_> {
                super::super::model::Edit::scalars(field)
            }
        }

        impl super::super::model::Field for $type {
            fn view(field: &Option<Self>) -> super::super::model::View<'_> {
                super::super::model::View::scalar(field)
            }

            fn edit(field: &mut Option<Self>) -> super::super::model::Edit<'_> {
                super::super::model::Edit::scalar(field)
            }
        }
    };
}

pub(super) use {scalar_traits, text_scalar};
