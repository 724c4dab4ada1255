using System.Text.Json.Nodes;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Lists;

/// <summary>The hidden list in which a site keeps its people (5.4, person).</summary>
internal static class UserList
{
    /// <summary>Its title.</summary>
    public const string Title = "User Information List";

    /// <summary>Makes the list of a site.</summary>
    public static SharePointList Make(Site site, SeededIds ids, DateTime now)
    {
        var list = new SharePointList(site, ids.Next(), "users", Title, now) { IsSystem = true, Template = "userInformation", ContentTypeId = "0x010A" };
        BuiltInColumns.AddTo(list, ids);
        foreach (var (name, title) in new[] { ("Name", "Account"), ("EMail", "Work email"), ("UserName", "User name") })
        {
            list.Add(new Column { Id = ids.Next(), Name = name, DisplayName = title, Kind = ColumnKind.Text, FacetName = "text", Facet = new JsonObject { ["allowMultipleLines"] = false, ["maxLength"] = 255 }, Slot = list.NextSlot(), BuiltIn = true, Indexed = true });
        }

        return list;
    }

    /// <summary>The id of an account, which is added when it is new.</summary>
    public static int Ensure(Site site, string name, string account, string email, DateTime now)
    {
        var list = site.Users;
        var column = list.GetColumn("Name");
        foreach (var item in list.After(0))
        {
            if (account.Equals(item.Value(column.Slot) as string, StringComparison.OrdinalIgnoreCase))
            {
                return item.Id;
            }
        }

        var actor = new Actor(false, Guid.Empty, "System Account", "", TenantState.SystemAccountId);
        List<FieldWrite> writes = [new(list.GetColumn("Title"), name), new(column, account)];
        if (email.Length > 0)
        {
            writes.Add(new(list.GetColumn("EMail"), email));
            writes.Add(new(list.GetColumn("UserName"), email));
        }

        return list.Create(writes, actor, now).Id;
    }
}
