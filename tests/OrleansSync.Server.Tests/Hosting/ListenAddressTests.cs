using System.Net;
using OrleansSync.Server.Hosting;

namespace OrleansSync.Server.Tests.Hosting;

public sealed class ListenAddressTests
{
    [Fact]
    public void ParseAll_SeveralAddresses_AreAllRead() => Assert.Equal(
        [new ListenAddress(IPAddress.Parse("10.1.2.3"), 7443, true), new ListenAddress(IPAddress.Loopback, 5080, false)],
        ListenAddress.ParseAll(" https://10.1.2.3:7443 ; http://127.0.0.1:5080;"));

    [Theory]
    [InlineData("https://*:7443")]
    [InlineData("https://+:7443")]
    [InlineData("https://[::]:7443/")]
    public void ParseAll_AllAddresses_AreRead(string text) => Assert.Equal(IPAddress.IPv6Any, Assert.Single(ListenAddress.ParseAll(text)).Address);

    [Fact]
    public void ParseAll_Localhost_IsEveryLoopbackAddress() => Assert.All(ListenAddress.ParseAll("http://localhost:5080"), address => Assert.True(IPAddress.IsLoopback(address.Address)));

    [Theory]
    [InlineData("http://0.0.0.0:5080", "loopback only")]
    [InlineData("http://*:5080", "loopback only")]
    [InlineData("http://192.0.2.1:5080", "loopback only")]
    [InlineData("https://example.org:7443", "IP address of this machine")]
    [InlineData("ftp://127.0.0.1", "not an address")]
    [InlineData("7443", "not an address")]
    [InlineData("https://127.0.0.1:7443/path", "not an address")]
    [InlineData("", "empty")]
    public void ParseAll_WrongAddress_SaysWhatAndHow(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<ServerSetupException>(() => ListenAddress.ParseAll(text)).Message, StringComparison.Ordinal);
}
