using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Rows;

/// <summary>
/// The mapped columns by the way they flow. A side's hash is taken over the columns of its direction only: one shared hash
/// could not serve one-way columns, and then echoes would never be recognised.
/// </summary>
public sealed class MappedColumns
{
    /// <summary>Columns that flow both ways, from table to list only, from list to table only, and system fields, which are pulled and can never be written; no name twice.</summary>
    public MappedColumns(IEnumerable<string> both, IEnumerable<string> pushOnly, IEnumerable<string> pullOnly, params IEnumerable<string> system)
    {
        string[] shared = [.. both];
        string[] pushed = [.. pushOnly];
        string[] written = [.. pullOnly];
        string[] pulled = [.. written, .. system];
        All = new RowColumns([.. shared, .. pushed, .. pulled]);
        Both = new RowColumns(shared);
        // Where everything is pushed, rows are hashed as they are read, and need not be looked through by name.
        Push = pulled.Length == 0 ? All : new RowColumns([.. shared, .. pushed]);
        Pull = new RowColumns([.. shared, .. pulled]);
        Carried = new RowColumns([.. shared, .. pushed, .. written]);
        PushOnly = new RowColumns(pushed);
        PullOnly = new RowColumns(pulled);
    }

    /// <summary>Every mapped column.</summary>
    public RowColumns All { get; }

    /// <summary>The columns about which the sides can disagree.</summary>
    public RowColumns Both { get; }

    /// <summary>The columns that a push writes; the row's hash is over these.</summary>
    public RowColumns Push { get; }

    /// <summary>The columns that a pull writes; the item's hash is over these.</summary>
    public RowColumns Pull { get; }

    /// <summary>What an item that takes another's place is made with: all but system fields.</summary>
    public RowColumns Carried { get; }

    /// <summary>The columns that only a push writes.</summary>
    public RowColumns PushOnly { get; }

    /// <summary>The columns that only a pull writes, system fields among them.</summary>
    public RowColumns PullOnly { get; }
}
