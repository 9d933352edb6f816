//! Code in exactly the form that the generator prints, by hand.

use crate::runtime;

/// An object of the directory.
#[derive(Clone)]
#[non_exhaustive]
pub struct DirectoryObject {
    /// The key. Read-only.
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<String>,
    /// What else belongs to it: nulls, undocumented properties, annotations.
    pub extra: runtime::model::Extra,
}

impl DirectoryObject {
    /// Sets `id`: a value, or `Null`.
    #[must_use]
    pub fn with_id(mut self, value: impl runtime::model::IntoProperty<String>) -> Self {
        value.into_property().set(&mut self.id, &mut self.extra, 0);
        self
    }
}

runtime::model::model! {
    DirectoryObject "microsoft.graph.directoryObject", key Some(0), read_only [0];
    id "id" text,
    deleted_date_time "deletedDateTime" text,
}

/// A person.
#[derive(Clone)]
#[non_exhaustive]
pub struct User {
    /// The key. Read-only.
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<String>,
    /// Whether the account is enabled.
    pub account_enabled: Option<bool>,
    /// The name.
    pub display_name: Option<String>,
    /// The address.
    pub mail: Option<String>,
    /// How often.
    pub sign_ins: Option<i64>,
    /// The superior.
    pub manager: Option<Box<DirectoryObject>>,
    /// The groups.
    pub member_of: Option<Vec<DirectoryObject>>,
    /// Telephone.
    pub business_phones: Option<Vec<String>>,
    /// Age.
    pub age_group: Option<AgeGroup>,
    /// What else belongs to it: nulls, undocumented properties, annotations.
    pub extra: runtime::model::Extra,
}

impl User {
    /// Sets `displayName`: a value, or `Null`.
    #[must_use]
    pub fn with_display_name(mut self, value: impl runtime::model::IntoProperty<String>) -> Self {
        value.into_property().set(&mut self.display_name, &mut self.extra, 3);
        self
    }
    /// Sets `mail`: a value, or `Null`.
    #[must_use]
    pub fn with_mail(mut self, value: impl runtime::model::IntoProperty<String>) -> Self {
        value.into_property().set(&mut self.mail, &mut self.extra, 4);
        self
    }
}

runtime::model::model! {
    User "microsoft.graph.user", key Some(0), read_only [0];
    id "id" text,
    deleted_date_time "deletedDateTime" text,
    account_enabled "accountEnabled" bool,
    display_name "displayName" text,
    mail "mail" text,
    sign_ins "signIns" scalar,
    manager "manager" model,
    member_of "memberOf" models,
    business_phones "businessPhones" texts,
    age_group "ageGroup" scalar,
}

/// How old.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AgeGroup {
    /// `minor`
    Minor,
    /// `adult`
    Adult,
    /// `unknownFutureValue`
    UnknownFutureValue,
    /// A member that is not documented.
    Undocumented(runtime::model::Undocumented),
}

runtime::model::enumeration! {
    AgeGroup;
    Minor "minor",
    Adult "adult",
    UnknownFutureValue "unknownFutureValue",
}

/// The types derived from [`DirectoryObject`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DirectoryObjectDerived {
    /// [`User`]
    User(Box<User>),
    /// Any other.
    Other(Box<DirectoryObject>),
}

runtime::model::derived_types! {
    DirectoryObject as DirectoryObjectDerived;
    User,
}
