namespace OrleansSync.Emulator.Errors;

/// <summary>The refusals that the service is known to make; numbers are those of sharepoint-graph.md.</summary>
internal static class Refusals
{
    /// <summary>2.2: the request is malformed.</summary>
    public static GraphException Invalid(string message) => new(400, "invalidRequest", message);

    /// <summary>5.3: the general answer to shapes that the service cannot read.</summary>
    public static GraphException General(int status) => new(status, "generalException", "General exception while processing");

    /// <summary>5.3: no such item.</summary>
    public static GraphException NoItem() => new(404, "itemNotFound", "The specified list item was not found");

    /// <summary>3.5: no such list.</summary>
    public static GraphException NoList() => new(404, "itemNotFound", "The specified list was not found");

    /// <summary>2.2: no such site, column or content type.</summary>
    public static GraphException NotFound(string what) => new(404, "itemNotFound", $"The specified {what} was not found");

    /// <summary>2.2: the caller may not do this.</summary>
    public static GraphException Denied() => new(403, "accessDenied", "Access denied");

    /// <summary>3.6: the name is taken.</summary>
    public static GraphException NameTaken(string message) => new(409, "nameAlreadyExists", message);

    /// <summary>5.3: the eTag given in If-Match is not the current one.</summary>
    public static GraphException Modified(int status) =>
        new(status, "resourceModified", "The resource has changed since the caller last read it; usually an eTag mismatch");

    /// <summary>5.3: another item has this value in a column of unique values.</summary>
    public static GraphException NotUnique() => Invalid("One or more fields with unique constraints already has the provided value.");

    /// <summary>5.3: a field that the list does not have.</summary>
    public static GraphException UnknownField(string name) => Invalid($"Field '{name}' is not recognized");

    /// <summary>5.3: an array or object without its type beside it.</summary>
    public static GraphException Untyped() => Invalid(
        "A value without a type name was found and no expected type is available. When the model is specified, each value in the payload must have a type which can be either specified in the payload, explicitly by the caller or implicitly inferred from the parent value.");

    /// <summary>5.2: a filter or order by a column without an index.</summary>
    public static GraphException NotIndexed(string name) => Invalid(
        $"Field '{name}' cannot be referenced in filter or orderby as it is not indexed. Provide the 'Prefer: HonorNonIndexedQueriesWarningMayFailRandomly' header to allow this, but be warned that such queries may fail on large lists.");

    /// <summary>12: a 429 that means the threshold, not the rate.</summary>
    public static GraphException Threshold(bool as429)
    {
        const string Message = "The attempted operation is prohibited because it exceeds the list view threshold.";
        return as429 ? new(429, "activityLimitReached", Message) { RetryAfter = 1 } : Invalid(Message);
    }

    /// <summary>2.2: the path is there, the method is not.</summary>
    public static GraphException NoMethod(bool as405) =>
        as405 ? new(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.") : new(400, "BadRequest", "No method match route arguments.");

    /// <summary>A path that the service does not have, or that this emulator does not know.</summary>
    public static GraphException NoSegment(string segment) => new(400, "BadRequest", $"Resource not found for the segment '{segment}'.");

    /// <summary>7.10: a delta token that was never given out.</summary>
    public static GraphException MalformedToken() => Invalid("Provided sync token is malformed");
}
