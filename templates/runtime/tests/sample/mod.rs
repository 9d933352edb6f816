//! Code in exactly the form that the generator prints: see `EMISSION.md`.

use crate::runtime;

/// An object of the directory.
#[non_exhaustive]
pub struct DirectoryObject {
    /// The identifier. Read-only.
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<runtime::value::DateTimeOffset>,
    /// What arrived besides: nulls, undocumented properties, annotations.
    pub extra: runtime::model::Extra,
}

impl DirectoryObject {
    /// Sets `id`.
    #[must_use]
    pub fn with_id(mut self, value: impl runtime::model::IntoProperty<String>) -> Self {
        runtime::model::set(&mut self.id, &mut self.extra, 0, value);
        self
    }

    /// Sets `deletedDateTime`.
    #[must_use]
    pub fn with_deleted_date_time(mut self, value: impl runtime::model::IntoProperty<runtime::value::DateTimeOffset>) -> Self {
        runtime::model::set(&mut self.deleted_date_time, &mut self.extra, 1, value);
        self
    }
}

runtime::model::model! {
    DirectoryObject "microsoft.graph.directoryObject", key Some(0), read_only [0];
    id "id" text,
    deleted_date_time "deletedDateTime" scalar,
}

/// The types derived from [`DirectoryObject`].
#[non_exhaustive]
pub enum DirectoryObjectDerived {
    /// [`Group`]
    Group(Box<Group>),
    /// [`User`]
    User(Box<User>),
    /// An object whose `@odata.type` is absent, that of the base or unknown.
    Other(Box<DirectoryObject>),
}

runtime::model::derived_types! {
    DirectoryObject as DirectoryObjectDerived;
    Group "microsoft.graph.group",
    User "microsoft.graph.user",
}

/// A group of people.
#[non_exhaustive]
pub struct Group {
    /// The identifier. Read-only.
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<runtime::value::DateTimeOffset>,
    /// The name.
    pub display_name: Option<String>,
    /// What arrived besides: nulls, undocumented properties, annotations.
    pub extra: runtime::model::Extra,
}

impl Group {
    /// Sets `id`.
    #[must_use]
    pub fn with_id(mut self, value: impl runtime::model::IntoProperty<String>) -> Self {
        runtime::model::set(&mut self.id, &mut self.extra, 0, value);
        self
    }

    /// Sets `deletedDateTime`.
    #[must_use]
    pub fn with_deleted_date_time(mut self, value: impl runtime::model::IntoProperty<runtime::value::DateTimeOffset>) -> Self {
        runtime::model::set(&mut self.deleted_date_time, &mut self.extra, 1, value);
        self
    }

    /// Sets `displayName`.
    #[must_use]
    pub fn with_display_name(mut self, value: impl runtime::model::IntoProperty<String>) -> Self {
        runtime::model::set(&mut self.display_name, &mut self.extra, 2, value);
        self
    }
}

runtime::model::model! {
    Group "microsoft.graph.group", key Some(0), read_only [0];
    id "id" text,
    deleted_date_time "deletedDateTime" scalar,
    display_name "displayName" text,
}

/// A person.
#[non_exhaustive]
pub struct User {
    /// The identifier. Read-only.
    pub id: Option<String>,
    /// When it was deleted.
    pub deleted_date_time: Option<runtime::value::DateTimeOffset>,
    /// Whether the account can be used.
    pub account_enabled: Option<bool>,
    /// When it was made. Read-only.
    pub created_date_time: Option<runtime::value::DateTimeOffset>,
    /// The name.
    pub display_name: Option<String>,
    /// The address.
    pub mail: Option<String>,
    /// How often the person signed in.
    pub sign_ins: Option<i64>,
    /// A decimal number.
    pub price: Option<runtime::value::Decimal>,
    /// A floating point number.
    pub score: Option<f64>,
    /// Another one.
    pub ratio: Option<f64>,
    /// The age group.
    pub age_group: Option<AgeGroup>,
    /// Days on which the person works.
    pub days: Option<runtime::model::Flags<DayOfWeek>>,
    /// How long it is kept.
    pub retention: Option<runtime::value::Duration>,
    /// An identifier.
    pub key: Option<runtime::value::Guid>,
    /// Telephone numbers.
    pub business_phones: Option<Vec<String>>,
    /// Sizes.
    pub sizes: Option<Vec<i64>>,
    /// Prices.
    pub prices: Option<Vec<runtime::value::Decimal>>,
    /// Age groups.
    pub ages: Option<Vec<AgeGroup>>,
    /// Anything.
    pub blob: Option<runtime::model::Json>,
    /// Anything, repeatedly.
    pub anything: Option<Vec<runtime::model::Json>>,
    /// Licenses.
    pub licenses: Option<Vec<AssignedLicense>>,
    /// The superior.
    pub manager: Option<Box<DirectoryObject>>,
    /// The groups that the person is a member of.
    pub member_of: Option<Vec<DirectoryObject>>,
    /// What arrived besides: nulls, undocumented properties, annotations.
    pub extra: runtime::model::Extra,
}

impl User {
    /// Sets `id`.
    #[must_use]
    pub fn with_id(mut self, value: impl runtime::model::IntoProperty<String>) -> Self {
        runtime::model::set(&mut self.id, &mut self.extra, 0, value);
        self
    }

    /// Sets `deletedDateTime`.
    #[must_use]
    pub fn with_deleted_date_time(mut self, value: impl runtime::model::IntoProperty<runtime::value::DateTimeOffset>) -> Self {
        runtime::model::set(&mut self.deleted_date_time, &mut self.extra, 1, value);
        self
    }

    /// Sets `accountEnabled`.
    #[must_use]
    pub fn with_account_enabled(mut self, value: impl runtime::model::IntoProperty<bool>) -> Self {
        runtime::model::set(&mut self.account_enabled, &mut self.extra, 2, value);
        self
    }

    /// Sets `createdDateTime`.
    #[must_use]
    pub fn with_created_date_time(mut self, value: impl runtime::model::IntoProperty<runtime::value::DateTimeOffset>) -> Self {
        runtime::model::set(&mut self.created_date_time, &mut self.extra, 3, value);
        self
    }

    /// Sets `displayName`.
    #[must_use]
    pub fn with_display_name(mut self, value: impl runtime::model::IntoProperty<String>) -> Self {
        runtime::model::set(&mut self.display_name, &mut self.extra, 4, value);
        self
    }

    /// Sets `mail`.
    #[must_use]
    pub fn with_mail(mut self, value: impl runtime::model::IntoProperty<String>) -> Self {
        runtime::model::set(&mut self.mail, &mut self.extra, 5, value);
        self
    }

    /// Sets `signIns`.
    #[must_use]
    pub fn with_sign_ins(mut self, value: impl runtime::model::IntoProperty<i64>) -> Self {
        runtime::model::set(&mut self.sign_ins, &mut self.extra, 6, value);
        self
    }

    /// Sets `price`.
    #[must_use]
    pub fn with_price(mut self, value: impl runtime::model::IntoProperty<runtime::value::Decimal>) -> Self {
        runtime::model::set(&mut self.price, &mut self.extra, 7, value);
        self
    }

    /// Sets `score`.
    #[must_use]
    pub fn with_score(mut self, value: impl runtime::model::IntoProperty<f64>) -> Self {
        runtime::model::set(&mut self.score, &mut self.extra, 8, value);
        self
    }

    /// Sets `ratio`.
    #[must_use]
    pub fn with_ratio(mut self, value: impl runtime::model::IntoProperty<f64>) -> Self {
        runtime::model::set(&mut self.ratio, &mut self.extra, 9, value);
        self
    }

    /// Sets `ageGroup`.
    #[must_use]
    pub fn with_age_group(mut self, value: impl runtime::model::IntoProperty<AgeGroup>) -> Self {
        runtime::model::set(&mut self.age_group, &mut self.extra, 10, value);
        self
    }

    /// Sets `days`.
    #[must_use]
    pub fn with_days(mut self, value: impl runtime::model::IntoProperty<runtime::model::Flags<DayOfWeek>>) -> Self {
        runtime::model::set(&mut self.days, &mut self.extra, 11, value);
        self
    }

    /// Sets `retention`.
    #[must_use]
    pub fn with_retention(mut self, value: impl runtime::model::IntoProperty<runtime::value::Duration>) -> Self {
        runtime::model::set(&mut self.retention, &mut self.extra, 12, value);
        self
    }

    /// Sets `key`.
    #[must_use]
    pub fn with_key(mut self, value: impl runtime::model::IntoProperty<runtime::value::Guid>) -> Self {
        runtime::model::set(&mut self.key, &mut self.extra, 13, value);
        self
    }

    /// Sets `businessPhones`.
    #[must_use]
    pub fn with_business_phones(mut self, value: impl runtime::model::IntoProperty<Vec<String>>) -> Self {
        runtime::model::set(&mut self.business_phones, &mut self.extra, 14, value);
        self
    }

    /// Sets `sizes`.
    #[must_use]
    pub fn with_sizes(mut self, value: impl runtime::model::IntoProperty<Vec<i64>>) -> Self {
        runtime::model::set(&mut self.sizes, &mut self.extra, 15, value);
        self
    }

    /// Sets `prices`.
    #[must_use]
    pub fn with_prices(mut self, value: impl runtime::model::IntoProperty<Vec<runtime::value::Decimal>>) -> Self {
        runtime::model::set(&mut self.prices, &mut self.extra, 16, value);
        self
    }

    /// Sets `ages`.
    #[must_use]
    pub fn with_ages(mut self, value: impl runtime::model::IntoProperty<Vec<AgeGroup>>) -> Self {
        runtime::model::set(&mut self.ages, &mut self.extra, 17, value);
        self
    }

    /// Sets `blob`.
    #[must_use]
    pub fn with_blob(mut self, value: impl runtime::model::IntoProperty<runtime::model::Json>) -> Self {
        runtime::model::set(&mut self.blob, &mut self.extra, 18, value);
        self
    }

    /// Sets `anything`.
    #[must_use]
    pub fn with_anything(mut self, value: impl runtime::model::IntoProperty<Vec<runtime::model::Json>>) -> Self {
        runtime::model::set(&mut self.anything, &mut self.extra, 19, value);
        self
    }

    /// Sets `assignedLicenses`.
    #[must_use]
    pub fn with_licenses(mut self, value: impl runtime::model::IntoProperty<Vec<AssignedLicense>>) -> Self {
        runtime::model::set(&mut self.licenses, &mut self.extra, 20, value);
        self
    }

    /// Sets `manager`.
    #[must_use]
    pub fn with_manager(mut self, value: impl runtime::model::IntoProperty<Box<DirectoryObject>>) -> Self {
        runtime::model::set(&mut self.manager, &mut self.extra, 21, value);
        self
    }

    /// Sets `memberOf`.
    #[must_use]
    pub fn with_member_of(mut self, value: impl runtime::model::IntoProperty<Vec<DirectoryObject>>) -> Self {
        runtime::model::set(&mut self.member_of, &mut self.extra, 22, value);
        self
    }
}

runtime::model::model! {
    User "microsoft.graph.user", key Some(0), read_only [0, 3];
    id "id" text,
    deleted_date_time "deletedDateTime" scalar,
    account_enabled "accountEnabled" bool,
    created_date_time "createdDateTime" scalar,
    display_name "displayName" text,
    mail "mail" text,
    sign_ins "signIns" scalar,
    price "price" scalar,
    score "score" scalar,
    ratio "ratio" scalar,
    age_group "ageGroup" scalar,
    days "days" scalar,
    retention "retention" scalar,
    key "key" scalar,
    business_phones "businessPhones" texts,
    sizes "sizes" scalars,
    prices "prices" scalars,
    ages "ages" scalars,
    blob "blob" json,
    anything "anything" jsons,
    licenses "assignedLicenses" models,
    manager "manager" model,
    member_of "memberOf" models,
}

/// A license.
#[non_exhaustive]
pub struct AssignedLicense {
    /// The product.
    pub sku_id: Option<runtime::value::Guid>,
    /// What arrived besides: nulls, undocumented properties, annotations.
    pub extra: runtime::model::Extra,
}

impl AssignedLicense {
    /// Sets `skuId`.
    #[must_use]
    pub fn with_sku_id(mut self, value: impl runtime::model::IntoProperty<runtime::value::Guid>) -> Self {
        runtime::model::set(&mut self.sku_id, &mut self.extra, 0, value);
        self
    }
}

runtime::model::model! {
    AssignedLicense "microsoft.graph.assignedLicense", key None, read_only [];
    sku_id "skuId" scalar,
}

/// The body of `POST /users/{id}/assignLicense`.
#[non_exhaustive]
pub struct AssignLicenseBody {
    /// Licenses to add. Required.
    pub add_licenses: Option<Vec<AssignedLicense>>,
    /// Licenses to take away. Required.
    pub remove_licenses: Option<Vec<runtime::value::Guid>>,
    /// Whether the person is told.
    pub notify: Option<bool>,
    /// What arrived besides: nulls, undocumented properties, annotations.
    pub extra: runtime::model::Extra,
}

impl AssignLicenseBody {
    /// With what the page calls required.
    #[must_use]
    pub fn new(
        add_licenses: impl runtime::model::IntoProperty<Vec<AssignedLicense>>,
        remove_licenses: impl runtime::model::IntoProperty<Vec<runtime::value::Guid>>,
    ) -> Self {
        Self::default().with_add_licenses(add_licenses).with_remove_licenses(remove_licenses)
    }

    /// Sets `addLicenses`.
    #[must_use]
    pub fn with_add_licenses(mut self, value: impl runtime::model::IntoProperty<Vec<AssignedLicense>>) -> Self {
        runtime::model::set(&mut self.add_licenses, &mut self.extra, 0, value);
        self
    }

    /// Sets `removeLicenses`.
    #[must_use]
    pub fn with_remove_licenses(mut self, value: impl runtime::model::IntoProperty<Vec<runtime::value::Guid>>) -> Self {
        runtime::model::set(&mut self.remove_licenses, &mut self.extra, 1, value);
        self
    }

    /// Sets `notify`.
    #[must_use]
    pub fn with_notify(mut self, value: impl runtime::model::IntoProperty<bool>) -> Self {
        runtime::model::set(&mut self.notify, &mut self.extra, 2, value);
        self
    }
}

runtime::model::model! {
    AssignLicenseBody "assignLicenseBody", key None, read_only [];
    add_licenses "addLicenses" models,
    remove_licenses "removeLicenses" scalars,
    notify "notify" bool,
}

/// A type without properties.
#[non_exhaustive]
pub struct Nothing {
    /// What arrived besides: nulls, undocumented properties, annotations.
    pub extra: runtime::model::Extra,
}

runtime::model::model! {
    Nothing "microsoft.graph.nothing", key None, read_only [];
}

/// An age group.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum AgeGroup {
    /// `minor`
    Minor,
    /// `adult`
    Adult,
    /// `unknownFutureValue`
    UnknownFutureValue,
    /// A member that no page documents, by its text.
    Undocumented(runtime::model::Undocumented),
}

runtime::model::enumeration! {
    AgeGroup;
    Minor "minor",
    Adult "adult",
    UnknownFutureValue "unknownFutureValue",
}

/// Days; several can be given at once, as `Flags<DayOfWeek>`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum DayOfWeek {
    /// `monday`
    Monday,
    /// `friday`
    Friday,
    /// `unknownFutureValue`
    UnknownFutureValue,
    /// A member that no page documents, by its text.
    Undocumented(runtime::model::Undocumented),
}

runtime::model::enumeration! {
    DayOfWeek;
    Monday "monday",
    Friday "friday",
    UnknownFutureValue "unknownFutureValue",
}
