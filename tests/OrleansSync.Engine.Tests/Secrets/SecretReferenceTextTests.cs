using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Engine.Tests.Secrets;

public sealed class SecretReferenceTextTests
{
    [Theory]
    [InlineData("env:ORLEANSSYNC_SECRET_A1")]
    [InlineData("file:/run/secrets/password")]
    [InlineData("file:password.txt")]
    [InlineData("stored:instance/0190a5b0-0000-7000-8000-000000000001/password")]
    [InlineData("vault:secret/orleanssync/orders#password")]
    [InlineData("keyvault:https://orders.vault.azure.net/secrets/orleanssync-password")]
    [InlineData("keyvault:https://orders.vault.azure.net/secrets/password/0123456789abcdef")]
    [InlineData("keyvault:http://127.0.0.1:8200/secrets/password")]
    public void Parse_Form_IsWrittenBackEqual(string text) => Assert.Equal(text, SecretReferenceText.Parse(text, "field").ToString());

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("hunter2:and-more")]
    [InlineData(":x")]
    [InlineData("env:")]
    [InlineData("env:1A")]
    [InlineData("env:A-B")]
    [InlineData("env:A\nB")]
    [InlineData("file:")]
    [InlineData("file:/run/../etc/shadow")]
    [InlineData("file:..\\x")]
    [InlineData("stored:instance/0190a5b0-0000-7000-8000-000000000001")]
    [InlineData("stored:Instance/0190a5b0-0000-7000-8000-000000000001/password")]
    [InlineData("vault:secret")]
    [InlineData("vault:secret/a")]
    [InlineData("vault:secret/a#")]
    [InlineData("vault:secret/#x")]
    [InlineData("vault:secret/../sys/x#y")]
    [InlineData("vault:secret/%2e%2e/x#y")]
    [InlineData("vault:secret//x#y")]
    [InlineData("keyvault:http://orders.vault.azure.net/secrets/x")]
    [InlineData("keyvault:https://orders.vault.azure.net/keys/x")]
    [InlineData("keyvault:https://orders.vault.azure.net/secrets/x?y=z")]
    [InlineData("keyvault:https://a:b@orders.vault.azure.net/secrets/x")]
    public void Parse_AnythingElse_IsRefusedWithoutRepeatingIt(string text)
    {
        var refused = Assert.Throws<SyncException>(() => SecretReferenceText.Parse(text, "database_instance.password_reference"));

        var violation = Assert.Single(refused.Violations);
        Assert.Equal("database_instance.password_reference", violation.Field);
        Assert.DoesNotContain("hunter2", violation.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TooLong_IsRefused() => Assert.Throws<SyncException>(() => SecretReferenceText.Parse("file:/" + new string('a', SecretReference.LengthMax), "field"));

    [Fact]
    public void SecretValue_WrittenInAnyWay_DoesNotShowTheSecret()
    {
        var value = new SecretValue("hunter2");

        Assert.DoesNotContain("hunter2", $"{value} {new { value }} {System.Text.Json.JsonSerializer.Serialize(value)}", StringComparison.Ordinal);
        Assert.Equal(new SecretValue("hunter2"), value);
        Assert.NotEqual(new SecretValue("hunter3"), value);
    }
}
