using System.Text;
using Google.Protobuf;
using Grpc.Core;
using OrleansSync.Engine.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansSync.Server.Tests.SyncDefinitions;

[Collection(SharedServerTests.Name)]
public sealed class CreateSyncDefinitionTests(SharedServer shared)
{
    private readonly TestServer server = shared.Server;

    private string NewRequestId => server.Services.GetRequiredService<IIdSource>().Next().ToString();

    [Fact]
    public async Task Create_GoodDefinition_IsReadBackWhole()
    {
        var wanted = Definitions.New();

        var created = await server.CreateAsync(wanted);

        Assert.NotEqual("", created.Id);
        Assert.NotEqual("", created.Etag);
        Assert.Equal(created.CreateTime, created.UpdateTime);
        Assert.Equal(created, await server.GetAsync(created.Id));
        Assert.Equal((wanted.Name, wanted.Description, wanted.Direction, wanted.Table, wanted.List), (created.Name, created.Description, created.Direction, created.Table, created.List));
        Assert.Equal(V1.SyncDefinitionState.Draft, created.State);
        Assert.Equal(["database_id", "list.sharepoint_list_id", "field_mappings"], created.Missing);
    }

    [Fact]
    public async Task Create_WrongFields_NamesAllOfThemAndChangesNothing()
    {
        var name = "x" + Path.GetRandomFileName() + "\n";
        var refusal = await Refusal.OfAsync(() => server.CreateAsync(new V1.SyncDefinition { Name = name }));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal("INVALID_ARGUMENT", refusal.Reason);
        Assert.Equal(
            ["sync_definition.name", "sync_definition.direction", "sync_definition.table.schema", "sync_definition.table.table", "sync_definition.list.site_url", "sync_definition.list.list"],
            refusal.Fields.Select(field => field.Field));
        Assert.Equal(0, await server.CountAsync(name.Trim()));
    }

    [Fact]
    public async Task Create_NoDefinition_NamesTheField() =>
        Assert.Equal("sync_definition", Assert.Single((await Refusal.OfAsync(() => server.Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest()).ResponseAsync)).Fields).Field);

    [Fact]
    public async Task Create_NameThatDiffersInCaseOnly_IsTaken()
    {
        var created = await server.CreateAsync(Definitions.New());

        var refusal = await Refusal.OfAsync(() => server.CreateAsync(Definitions.New(created.Name.ToUpperInvariant())));

        Assert.Equal((StatusCode.AlreadyExists, "NAME_TAKEN"), (refusal.Code, refusal.Reason));
        Assert.Equal(1, await server.CountAsync(created.Name));
    }

    [Fact]
    public async Task Create_ValidateOnly_ChecksAndChangesNothing()
    {
        var taken = await server.CreateAsync(Definitions.New());
        var wanted = Definitions.New();

        var answer = await server.Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = wanted, ValidateOnly = true });
        var refusal = await Refusal.OfAsync(() => server.Definitions.CreateSyncDefinitionAsync(
            new V1.CreateSyncDefinitionRequest { SyncDefinition = Definitions.New(taken.Name), ValidateOnly = true }).ResponseAsync);

        Assert.Equal((wanted.Name, ""), (answer.Name, answer.Id));
        Assert.Equal(0, await server.CountAsync(wanted.Name));
        Assert.Equal("NAME_TAKEN", refusal.Reason);
    }

    [Fact]
    public async Task Create_SameRequestIdAtOnceAndLater_MakesOneDefinition()
    {
        var (wanted, requestId) = (Definitions.New(), NewRequestId);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => server.CreateAsync(wanted, requestId)));
        var later = await server.CreateAsync(wanted, requestId);

        Assert.Equal(later, Assert.Single(answers.Distinct()));
        Assert.Equal(1, await server.CountAsync(wanted.Name));
    }

    [Fact]
    public async Task Create_RequestIdOfAnotherRequest_IsRefused()
    {
        var requestId = NewRequestId;
        await server.CreateAsync(Definitions.New(), requestId);
        var other = Definitions.New();

        var refusal = await Refusal.OfAsync(() => server.CreateAsync(other, requestId));

        Assert.Equal((StatusCode.InvalidArgument, "REQUEST_ID_REUSED"), (refusal.Code, refusal.Reason));
        Assert.Equal("request_id", Assert.Single(refusal.Fields).Field);
        Assert.Equal(0, await server.CountAsync(other.Name));
    }

    [Fact]
    public async Task Create_RequestIdThatIsNoUuid_NamesTheField() =>
        Assert.Equal("request_id", Assert.Single((await Refusal.OfAsync(() => server.CreateAsync(Definitions.New(), "42"))).Fields).Field);

    [Fact]
    public async Task Create_MessageOverTheLimit_IsResourceExhausted() =>
        Assert.Equal(StatusCode.ResourceExhausted, (await Refusal.OfAsync(() => server.CreateAsync(Definitions.New(new string('x', 4 * 1024 * 1024))))).Code);

    [Fact]
    public async Task Create_NameJustUnderTheMessageLimit_IsRefusedInFewWords()
    {
        var refusal = await Refusal.OfAsync(() => server.CreateAsync(Definitions.New(new string('x', (4 * 1024 * 1024) - 1_000))));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        Assert.Equal("sync_definition.name", Assert.Single(refusal.Fields).Field);
        Assert.True(refusal.Message.Length < 200, refusal.Message);
    }

    [Fact]
    public async Task Create_InvalidUtf8_IsRefusedAndChangesNothing()
    {
        var marker = "Umlaut" + Path.GetRandomFileName();
        var bytes = new V1.CreateSyncDefinitionRequest { SyncDefinition = Definitions.New(marker + "##") }.ToByteArray();
        var at = bytes.AsSpan().IndexOf("##"u8);
        Assert.True(at > 0);
        bytes[at] = 0xC3;
        bytes[at + 1] = 0x28;

        var refusal = await Refusal.OfAsync(() => CallRawAsync(bytes));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Code);
        // Some versions of the decoder refuse the message as a whole, others let the validator find the text.
        Assert.True(refusal.Reason == "MESSAGE_UNREADABLE" || refusal.Fields.Single().Field == "sync_definition.name", refusal.ToString());
        Assert.Contains("valid UTF-8", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, await server.CountAsync(marker));
    }

    [Fact]
    public async Task Create_BytesThatAreNoMessage_AreRefusedAndTheServerGoesOn()
    {
        var refusal = await Refusal.OfAsync(() => CallRawAsync(Encoding.UTF8.GetBytes("this is no protobuf message at all")));

        Assert.Equal((StatusCode.InvalidArgument, "MESSAGE_UNREADABLE"), (refusal.Code, refusal.Reason));
        await server.CreateAsync(Definitions.New());
    }

    [Theory]
    [InlineData("Robert'); DROP SCHEMA orleanssync CASCADE; --")]
    [InlineData("Ωmega – 注文 – طلبات – 👩‍💻")]
    [InlineData("%s {0} ${x} \\x00 <b>")]
    public async Task Create_TextThatMeansSomethingElsewhere_IsOnlyText(string name)
    {
        var created = await server.CreateAsync(Definitions.New(name + Path.GetRandomFileName()));

        Assert.StartsWith(name, (await server.GetAsync(created.Id)).Name, StringComparison.Ordinal);
    }

    private async Task CallRawAsync(byte[] message)
    {
        var marshaller = Marshallers.Create(bytes => bytes, bytes => bytes);
        var method = new Method<byte[], byte[]>(MethodType.Unary, "orleanssync.v1.SyncDefinitions", "CreateSyncDefinition", marshaller, marshaller);
        await server.Admin.AsyncUnaryCall(method, host: null, default, message);
    }
}
