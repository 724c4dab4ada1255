using OrleansSync.Emulator.Hosting;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Emulator.Tests.Saving;

public sealed class StateFileTests
{
    [Fact]
    public async Task Restart_WithAFile_GoesOnWhereItWas()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "state");
            string list, link, fields, eTag;
            await using (var emulator = await TestEmulator.StartAsync(options => options.SaveFile = file))
            {
                list = await emulator.MakeListAsync("L", """[{"name":"N","number":{}},{"name":"D","dateTime":{"format":"dateOnly"}},{"name":"Key","text":{},"indexed":true,"enforceUniqueValues":true},{"name":"Tags","choice":{"choices":["a"],"displayAs":"checkBoxes"}},{"name":"Who","personOrGroup":{}},{"name":"Link","hyperlinkOrPicture":{}},{"name":"B","boolean":{}},{"name":"M","term":{}}]""");
                emulator.Host.EnsurePerson("/sites/Team", "Ada", "ada@example.com");
                (await emulator.PostAsync($"{list}/items", """{"fields":{"Title":"a","N":1.5,"D":"2025-01-01T00:00:00Z","Key":"k","Tags@odata.type":"Collection(Edm.String)","Tags":["a","b"],"WhoLookupId":1,"Link":{"Url":"https://example.com"},"B":true,"M_0":"-1;Blue|11111111-1111-4111-8111-111111111111"}}""", ("Prefer", "apiversion=2.1"))).Ok(201);
                await emulator.MakeItemAsync(list, """{"Title":"gone"}""");
                (await emulator.DeleteAsync($"{list}/items/2")).Ok(204);
                link = (await emulator.GetAsync($"{list}/items/delta")).Link("deltaLink")!;
                fields = (await emulator.FieldsAsync(list, "1")).GetRawText();
                eTag = (await emulator.GetAsync($"{list}/items/1")).Json.GetProperty("eTag").GetString()!;
            }

            Assert.Equal([file], Directory.GetFiles(folder.FullName));
            await using (var emulator = await TestEmulator.StartAsync(options => options.SaveFile = file))
            {
                Assert.Equal(fields, (await emulator.FieldsAsync(list, "1")).GetRawText());
                Assert.Empty((await emulator.GetAsync(link)).Ok().Rows);
                (await emulator.PostAsync($"{list}/items", """{"fields":{"Key":"K"} }""")).Refused(400, "invalidRequest", "unique");
                Assert.Equal("3", await emulator.MakeItemAsync(list, "{}"));
                (await emulator.PostAsync($"../_emulator/{list}/recyclebin/2/restore", "{}")).Ok();
                Assert.Equal(["3", "2"], (await emulator.GetAsync(link)).Rows.Select(row => row.GetProperty("id").GetString()));
                (await emulator.PatchAsync($"{list}/items/1/fields", """{"Title":"b"}""", ("If-Match", eTag))).Ok();
                Assert.Contains("M", fields, StringComparison.Ordinal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Start_WithAFileThatIsNoState_SaysSo()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "nonsense");
        var refused = await Assert.ThrowsAsync<EmulatorSetupException>(() => EmulatorHost.StartAsync(new EmulatorOptions { Urls = ["http://127.0.0.1:0"], SaveFile = file }, new ManualClock(), CancellationToken.None));
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
        File.Delete(file);
    }
}
