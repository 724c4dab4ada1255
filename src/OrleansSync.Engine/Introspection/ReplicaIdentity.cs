namespace OrleansSync.Engine.Introspection;

/// <summary>What change capture tells of the old row when one is updated or deleted.</summary>
public enum ReplicaIdentity
{
    /// <summary>The primary key, if there is one.</summary>
    Default,

    /// <summary>Nothing: updates and deletes cannot be published.</summary>
    Nothing,

    /// <summary>The whole row.</summary>
    Full,

    /// <summary>The columns of an index.</summary>
    Index,
}
