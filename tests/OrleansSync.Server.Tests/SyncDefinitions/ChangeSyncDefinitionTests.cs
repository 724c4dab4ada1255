using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OrleansSync.Engine.Identity;

namespace OrleansSync.Server.Tests.SyncDefinitions;

[Collection(SharedServerTests.Name)]
public sealed class ChangeSyncDefinitionTests(SharedServer shared)
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task Update_Mask_ChangesThoseFieldsAndTheEtag()
    {
        var created = await server.CreateAsync(Definitions.New());

        var updated = await UpdateAsync(new V1.SyncDefinition { Id = created.Id, Etag = created.Etag, Description = "", Name = "not in the mask" }, "description");

        Assert.Equal(("", created.Name, created.Table), (updated.Description, updated.Name, updated.Table));
        Assert.NotEqual(created.Etag, updated.Etag);
        Assert.True(updated.UpdateTime.ToDateTimeOffset() >= created.UpdateTime.ToDateTimeOffset());
        Assert.Equal(created.CreateTime, updated.CreateTime);
        Assert.Equal(updated, await server.GetAsync(created.Id));
    }

    [Fact]
    public async Task Update_NoMask_ChangesTheFieldsThatAreSet()
    {
        var created = await server.CreateAsync(Definitions.New());

        var updated = await UpdateAsync(new V1.SyncDefinition { Id = created.Id, Direction = V1.SyncDirection.TwoWay, List = new V1.ListReference { List = "Other" } });

        Assert.Equal((V1.SyncDirection.TwoWay, "Other", created.List.SiteUrl, created.Name), (updated.Direction, updated.List.List, updated.List.SiteUrl, updated.Name));
    }

    [Fact]
    public async Task Update_Star_ReplacesEverything()
    {
        var created = await server.CreateAsync(Definitions.New());
        var wanted = Definitions.New();
        wanted.Id = created.Id;
        wanted.Description = "";

        Assert.Equal(("", wanted.Name), ((await UpdateAsync(wanted, "*")).Description, (await server.GetAsync(created.Id)).Name));
    }

    [Theory]
    [InlineData("colour")]
    [InlineData("id")]
    [InlineData("etag")]
    [InlineData("create_time")]
    [InlineData("table.colour")]
    [InlineData("Name")]
    public async Task Update_UnknownOrFixedPath_IsRefusedAndChangesNothing(string path)
    {
        var created = await server.CreateAsync(Definitions.New());

        var refusal = await Refusal.OfAsync(() => UpdateAsync(new V1.SyncDefinition { Id = created.Id, Name = "changed" }, "name", path));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal("update_mask", Assert.Single(refusal.Fields).Field);
        Assert.Equal(created, await server.GetAsync(created.Id));
    }

    [Fact]
    public async Task Update_StaleEtag_IsAbortedAndChangesNothing()
    {
        var created = await server.CreateAsync(Definitions.New());
        var updated = await UpdateAsync(new V1.SyncDefinition { Id = created.Id, Etag = created.Etag, Description = "first" }, "description");

        var refusal = await Refusal.OfAsync(() => UpdateAsync(new V1.SyncDefinition { Id = created.Id, Etag = created.Etag, Description = "second" }, "description"));

        Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH"), (refusal.Code, refusal.Reason));
        Assert.Equal(updated, await server.GetAsync(created.Id));
    }

    [Fact]
    public async Task Update_ManyAtOnceWithOneEtag_OneWins()
    {
        var created = await server.CreateAsync(Definitions.New());

        var codes = await Task.WhenAll(Enumerable.Range(0, 12).Select(async number =>
        {
            try
            {
                await UpdateAsync(new V1.SyncDefinition { Id = created.Id, Etag = created.Etag, Description = $"{number}" }, "description");
                return StatusCode.OK;
            }
            catch (RpcException exception)
            {
                return exception.StatusCode;
            }
        }));

        Assert.Equal(1, codes.Count(code => code == StatusCode.OK));
        Assert.Equal(11, codes.Count(code => code == StatusCode.Aborted));
    }

    [Fact]
    public async Task Update_RepeatedWithItsRequestId_GetsTheFirstAnswer()
    {
        var created = await server.CreateAsync(Definitions.New());
        var request = new V1.UpdateSyncDefinitionRequest
        {
            SyncDefinition = new V1.SyncDefinition { Id = created.Id, Etag = created.Etag, Description = "first" },
            UpdateMask = FieldMask.FromString("description"),
            RequestId = server.Services.GetRequiredService<IIdSource>().Next().ToString(),
        };

        var first = await server.Definitions.UpdateSyncDefinitionAsync(request);
        await UpdateAsync(new V1.SyncDefinition { Id = created.Id, Description = "second" }, "description");

        Assert.Equal(first, await server.Definitions.UpdateSyncDefinitionAsync(request));
        Assert.Equal("second", (await server.GetAsync(created.Id)).Description);
    }

    [Fact]
    public async Task Update_ValidateOnly_ShowsTheResultAndChangesNothing()
    {
        var created = await server.CreateAsync(Definitions.New());

        var answer = await server.Definitions.UpdateSyncDefinitionAsync(new V1.UpdateSyncDefinitionRequest
        {
            SyncDefinition = new V1.SyncDefinition { Id = created.Id, Description = "new" },
            UpdateMask = FieldMask.FromString("description"),
            ValidateOnly = true,
        });

        Assert.Equal("new", answer.Description);
        Assert.Equal(created, await server.GetAsync(created.Id));
    }

    [Fact]
    public async Task Update_WrongValue_NamesTheFieldAndChangesNothing()
    {
        var created = await server.CreateAsync(Definitions.New());

        var refusal = await Refusal.OfAsync(() => UpdateAsync(new V1.SyncDefinition { Id = created.Id }, "name"));

        Assert.Equal("sync_definition.name", Assert.Single(refusal.Fields).Field);
        Assert.Equal(created, await server.GetAsync(created.Id));
    }

    [Fact]
    public async Task Update_NameOfAnother_IsTaken()
    {
        var (one, two) = (await server.CreateAsync(Definitions.New()), await server.CreateAsync(Definitions.New()));

        Assert.Equal("NAME_TAKEN", (await Refusal.OfAsync(() => UpdateAsync(new V1.SyncDefinition { Id = two.Id, Name = one.Name }, "name"))).Reason);
        Assert.Equal(two, await server.GetAsync(two.Id));
    }

    [Fact]
    public async Task Delete_Definition_IsGoneAndItsNameIsFree()
    {
        var created = await server.CreateAsync(Definitions.New());

        await DeleteAsync(created.Id, created.Etag);

        Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), await CodeAsync(() => server.GetAsync(created.Id)));
        Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), await CodeAsync(() => DeleteAsync(created.Id)));
        Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), await CodeAsync(() => UpdateAsync(new V1.SyncDefinition { Id = created.Id, Description = "x" }, "description")));
        await server.CreateAsync(Definitions.New(created.Name));
    }

    [Fact]
    public async Task Delete_StaleEtagOrValidateOnly_ChangesNothing()
    {
        var created = await server.CreateAsync(Definitions.New());

        Assert.Equal((StatusCode.Aborted, "ETAG_MISMATCH"), await CodeAsync(() => DeleteAsync(created.Id, "fffff")));
        await server.Definitions.DeleteSyncDefinitionAsync(new V1.DeleteSyncDefinitionRequest { Id = created.Id, ValidateOnly = true });

        Assert.Equal(created, await server.GetAsync(created.Id));
    }

    [Fact]
    public async Task Delete_RepeatedWithItsRequestId_Succeeds()
    {
        var created = await server.CreateAsync(Definitions.New());
        var request = new V1.DeleteSyncDefinitionRequest { Id = created.Id, RequestId = server.Services.GetRequiredService<IIdSource>().Next().ToString() };

        await server.Definitions.DeleteSyncDefinitionAsync(request);
        await server.Definitions.DeleteSyncDefinitionAsync(request);

        Assert.Equal(StatusCode.NotFound, (await CodeAsync(() => server.GetAsync(created.Id))).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("{0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d}")]
    public async Task Get_WhatIsNoId_NamesTheField(string id) =>
        Assert.Equal("id", Assert.Single((await Refusal.OfAsync(() => server.GetAsync(id))).Fields).Field);

    private async Task<V1.SyncDefinition> UpdateAsync(V1.SyncDefinition definition, params string[] paths)
    {
        var request = new V1.UpdateSyncDefinitionRequest { SyncDefinition = definition };
        if (paths.Length > 0)
        {
            request.UpdateMask = new FieldMask { Paths = { paths } };
        }

        return await server.Definitions.UpdateSyncDefinitionAsync(request);
    }

    private Task<V1.DeleteSyncDefinitionResponse> DeleteAsync(string id, string etag = "") =>
        server.Definitions.DeleteSyncDefinitionAsync(new V1.DeleteSyncDefinitionRequest { Id = id, Etag = etag }).ResponseAsync;

    private static async Task<(StatusCode Code, string Reason)> CodeAsync(Func<Task> call)
    {
        var refusal = await Refusal.OfAsync(call);
        return (refusal.Code, refusal.Reason);
    }
}
