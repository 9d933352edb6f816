//! The table of codes: name, severity, help, and the page that explains it.

use std::fmt;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The reader bridged it and is sure of the reading.
    Note,
    /// The reader chose between readings, or something of the page is not used.
    Warning,
    /// Part of the page could not be used at all.
    Error,
}

impl Severity {
    /// `note`, `warning`, `error`
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $help:literal)*) => {
        /// A kind of finding. Names are stable: they stand in configurations and reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $help] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The stable kebab-case name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How grave it is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What to do about it, one sentence.
            #[must_use]
            pub fn help(self) -> &'static str {
                match self { $(Code::$variant => $help,)* }
            }

            /// The page that explains it, Markdown.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!("explain/", $name, ".md")),)* }
            }
        }
    };
}

codes! {
    // source
    UnreadableFile "unreadable-file" Error "save the file as UTF-8 text"
    // parse: the frame of the page
    NotAReferencePage "not-a-reference-page" Warning "put reference pages only below api/ and resources/, or leave the file out with --exclude"
    UnclosedFence "unclosed-fence" Error "close the code block with a line of back-ticks"
    UnclosedComment "unclosed-comment" Error "close the comment with `-->`"
    HeadingMissingBlank "heading-missing-blank" Note "put a blank between the number signs and the heading"
    UnclosedTabGroup "unclosed-tab-group" Note "end the tab group with a line `---`"
    TableInComment "table-in-comment" Note "take the table out of the comment, or delete it"
    PageTooLarge "page-too-large" Warning "split the page; nothing of a reference is that long"
    NameTooLong "name-too-long" Warning "put the text where it belongs, or shorten it"
    // parse: captured pages
    CaptureCut "capture-cut" Error "capture the page again, down to its end"
    SeveralCaptures "several-captures" Error "put each captured page into a file of its own"
    CaptureNotUnderstood "capture-not-understood" Error "capture the English page, or take its Markdown source"
    ForeignHost "foreign-host" Warning "write requests with the host graph.microsoft.com, or from the first path segment"
    InferredTitle "inferred-title" Note "capture the page with its title"
    InferredHeadings "inferred-headings" Note "take the Markdown source, or capture the page with its headings"
    InferredVersion "inferred-version" Warning "put the page below v1.0/ or beta/"
    InferredTypeCell "inferred-type-cell" Warning "compare the type with the page"
    ForeignCodeSkipped "foreign-code-skipped" Note "nothing is to be done: only HTTP counts"
    // parse: annotations
    BrokenAnnotation "broken-annotation" Error "write the annotation as a JSON object"
    LenientAnnotation "lenient-annotation" Note "write the annotation as strict JSON"
    StringBooleanInAnnotation "string-boolean-in-annotation" Note "write `true` or `false` without quotes"
    AnnotationWithoutBlock "annotation-without-block" Warning "put the code block right behind its annotation, or delete the annotation"
    // parse: JSON
    BrokenJson "broken-json" Error "make the block one complete JSON value"
    NestedTooDeeply "nested-too-deeply" Error "shorten the example"
    TextAfterJson "text-after-json" Warning "move what follows the JSON out of the code block"
    TrailingCommaInJson "trailing-comma-in-json" Note "delete the comma"
    MissingCommaInJson "missing-comma-in-json" Warning "put a comma between the two values"
    CommentInJson "comment-in-json" Note "move the comment out of the code block"
    EllipsisInJson "ellipsis-in-json" Warning "delete the dots; say in prose that the example is shortened"
    OddQuotesInJson "odd-quotes-in-json" Note "use straight double quotes"
    UnquotedKeyInJson "unquoted-key-in-json" Note "put the key in double quotes"
    OddStringInJson "odd-string-in-json" Note "write line breaks as `\\n`, tabs as `\\t`, back-slashes doubled"
    OddNumberInJson "odd-number-in-json" Note "write numbers as JSON does: `0.5`, `31`, no sign in front"
    DuplicateKeyInJson "duplicate-key-in-json" Warning "delete one of the two members"
    OddBlank "odd-blank" Note "replace the character by a space"
    // parse: tables
    RowTooWide "row-too-wide" Warning "escape a pipe that is text as `\\|`, or put it in a code span"
    RowTooNarrow "row-too-narrow" Warning "give the row as many cells as the header has"
    MissingDelimiterCells "missing-delimiter-cells" Note "give the line below the header as many cells as the header has"
    DetachedRow "detached-row" Note "delete the blank line above the row"
    UnreadTable "unread-table" Note "name the first column Property, Relationship, Parameter or Name if its rows are part of the API"
    // parse: traffic
    RequestLineMissingBlank "request-line-missing-blank" Note "put a blank between method and path"
    RequestLineLowerCase "request-line-lower-case" Note "write the method in upper case"
    RequestLineOutsideFence "request-line-outside-fence" Note "put the request line into a code block"
    RequestLineMissingMethod "request-line-missing-method" Warning "write the method in front of the path"
    HeadersAfterBlankLine "headers-after-blank-line" Note "delete the blank line between the first line and the headers"
    MergedRequestResponse "merged-request-response" Note "give request and response a code block each"
    ResponseIsRequest "response-is-request" Warning "begin the response with its status line"
    StatusLineWithoutVersion "status-line-without-version" Note "begin the status line with `HTTP/1.1`"
    // resolve: types
    UnresolvedType "unresolved-type" Warning "link the name to the page that declares the type, or write the page"
    DeadLink "dead-link" Warning "correct the link's target"
    LinkDiffers "link-differs" Warning "let the link's text and its target name the same type"
    RowWithoutType "row-without-type" Warning "name the type in the type column"
    RowsDiffer "rows-differ" Warning "let every row of the property name the same type"
    TableAndJsonDiffer "table-and-json-differ" Warning "make the table and the JSON representation agree"
    PropertyOnlyInJson "property-only-in-json" Warning "add a row for the property, or take it out of the JSON representation"
    PropertyNotInJson "property-not-in-json" Note "add the property to the JSON representation"
    PropertyCase "property-case" Warning "write the property's name in the same letter case everywhere"
    BaseDisagrees "base-disagrees" Warning "name the direct base type in `baseType` and in the sentence"
    BaseCycle "base-cycle" Error "name a base type that doesn't derive from the type itself"
    TypeWithoutName "type-without-name" Warning "annotate the JSON representation with `@odata.type`, or name the type in the title"
    TextIsEnumeration "text-is-enumeration" Note "link the type column to the enumeration"
    EnumerationWithoutName "enumeration-without-name" Warning "put the table under a heading of the form `x values`"
    EnumerationNumbersDiffer "enumeration-numbers-differ" Warning "give the member one number"
    EnumerationListsDiffer "enumeration-lists-differ" Warning "let the row and the enumeration's table list the same members"
    // resolve: operations
    UnreadableRequestLine "unreadable-request-line" Warning "write the line as `METHOD /path`"
    AbbreviatedPath "abbreviated-path" Warning "write the path from its first segment"
    PathMended "path-mended" Note "write the path as `/segment/{placeholder}`, without host, version or trailing slash"
    LiteralIdentifier "literal-identifier" Note "write a placeholder in place of the sample identifier"
    OperationBodiesDiffer "operation-bodies-differ" Warning "let the pages of one operation describe the same body"
    StatusNotInProse "status-not-in-prose" Warning "name the status code of the example in the response section"
    ResponseTypeDiffers "response-type-differs" Warning "let the sentence, the annotation and the example name the same type"
    ResponseCollectionDiffers "response-collection-differs" Warning "let the sentence, `isCollection` and the example agree on one object or a list"
    BodyWithNoContent "body-with-no-content" Warning "take the body out of the example, or correct the status"
    RelationshipIsCollection "relationship-is-collection" Warning "write `collection` in the type column"
    PermissionUnread "permission-unread" Note "list the permissions separated by commas"
    // resolve: examples
    ExampleWithoutOperation "example-without-operation" Warning "let the example call an operation that the page documents"
    ExamplePathDiffers "example-path-differs" Warning "let the example's URL follow one of the page's request lines"
    ExampleWithoutFirstLine "example-without-first-line" Note "begin the block with a request line or a status line"
    ExampleContentDiffers "example-content-differs" Warning "show the kind of body that the page documents, or document the kind that the example shows"
    ExampleValueDiffers "example-value-differs" Warning "write the value as its documented type is written in JSON, or correct the type"
    ExampleOutsideApi "example-outside-api" Note "nothing to do: the service gives such an address, and nobody builds it"
    NotificationExample "notification-example" Note "nothing to do: such a request is received and not sent"
    ExamplePathCase "example-path-case" Note "write fixed segments in the letter case of the request line"
    UnknownExampleProperty "unknown-example-property" Warning "document the property, or take it out of the example"
    MissingInclude "missing-include" Warning "add the included file, or correct the target"
    IncludeOutsideRoot "include-outside-root" Error "include only files below the docs folder"
    IncludeCycle "include-cycle" Error "break the circle of includes"
    // resolve: pages
    ConceptualPage "conceptual-page" Note "nothing to do: the page documents no type and no operation"
    NothingUsable "nothing-usable" Warning "add a request line, a property table or a table of members"
    UnusedInclude "unused-include" Note "include the file from a page, or delete it"
}

impl Code {
    /// The code of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
