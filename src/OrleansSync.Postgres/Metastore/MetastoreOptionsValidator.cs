using Microsoft.Extensions.Options;
using Npgsql;

namespace OrleansSync.Postgres.Metastore;

/// <summary>Checks each option against its range.</summary>
[OptionsValidator]
internal sealed partial class MetastoreOptionsValidator : IValidateOptions<MetastoreOptions>;

/// <summary>Checks what no attribute can: the connection string's form, and limits against each other.</summary>
internal sealed class MetastoreConnectionValidator : IValidateOptions<MetastoreOptions>
{
    public ValidateOptionsResult Validate(string? name, MetastoreOptions options)
    {
        // A missing one is the other validator's finding.
        if (!string.IsNullOrEmpty(options.ConnectionString) && !IsConnectionString(options.ConnectionString))
        {
            // The string itself may hold a password, so nothing of it is repeated.
            return ValidateOptionsResult.Fail(
                "Metastore:ConnectionString is not a connection string with a host; it looks like Host=localhost;Database=orleanssync;Username=orleanssync;Password=...");
        }

        return options.RetryDelayFirst > options.RetryDelayMax
            ? ValidateOptionsResult.Fail("Metastore:RetryDelayFirst is longer than Metastore:RetryDelayMax.")
            : ValidateOptionsResult.Success;
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            return false;
        }
    }
}
