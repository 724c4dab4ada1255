using Npgsql;
using NpgsqlTypes;

namespace OrleansSync.Postgres.Ledger;

/// <summary>The statements of a commit, sent in one round trip. Arrays are typed by name, since an array may be all nulls.</summary>
internal sealed class CommitBatch(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch = new(connection);

    /// <summary>Adds a statement with <paramref name="parameters"/> as $1 and so on.</summary>
    public NpgsqlBatchCommand Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        _batch.BatchCommands.Add(command);
        return command;
    }

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        if (_batch.BatchCommands.Count > 0)
        {
            await _batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    public static NpgsqlParameter Value(int value) => new NpgsqlParameter<int> { TypedValue = value };

    public static NpgsqlParameter Value(long value) => new NpgsqlParameter<long> { TypedValue = value };

    public static NpgsqlParameter Value(Guid value) => new NpgsqlParameter<Guid> { TypedValue = value };

    public static NpgsqlParameter Value(string value) => new NpgsqlParameter<string> { TypedValue = value };

    public static NpgsqlParameter Value(DateTimeOffset value) => new NpgsqlParameter<DateTimeOffset> { TypedValue = value };

    public static NpgsqlParameter Array<T>(NpgsqlDbType element, IEnumerable<T> values) => new NpgsqlParameter<T[]> { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | element };

    public static NpgsqlParameter Times(IEnumerable<DateTimeOffset?> values) => Array(NpgsqlDbType.TimestampTz, values.Select(value => value?.UtcDateTime));
}
