using Orleans.Runtime;

namespace Orleans;

/// <summary>Keeps the silos of a cluster.</summary>
public interface IMembershipTable
{
    /// <summary>Called once before the first use.</summary>
    Task InitializeMembershipTable(bool tryInitTableVersion);

    /// <summary>Removes a cluster.</summary>
    Task DeleteMembershipTableEntries(string clusterId);

    /// <summary>Removes dead silos that were last heard before a time.</summary>
    Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate);

    /// <summary>The row of one silo and the table's version.</summary>
    Task<MembershipTableData> ReadRow(SiloAddress key);

    /// <summary>All rows and the table's version.</summary>
    Task<MembershipTableData> ReadAll();

    /// <summary>Adds a row if the table still has the version before <paramref name="tableVersion"/>.</summary>
    Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion);

    /// <summary>Changes a row if its etag is still the stored one and the table still has the version before <paramref name="tableVersion"/>.</summary>
    Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion);

    /// <summary>Changes the row's time of being alive and nothing else, whatever the etag.</summary>
    Task UpdateIAmAlive(MembershipEntry entry);
}
