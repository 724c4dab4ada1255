using OrleansSync.Engine.Lists;

namespace OrleansSync.Engine.Tests.Lists;

public sealed class ETagTests
{
    [Theory]
    [InlineData("\"{583C4092-0000-0000-0000-000000000001},3\"", true)]
    [InlineData("583c4092-0000-0000-0000-000000000001,3", true)]
    [InlineData("W/\"583c4092-0000-0000-0000-000000000001,3\"", true)]
    [InlineData("\"583c4092-0000-0000-0000-000000000001,4\"", false)]
    [InlineData("\"583c4092-0000-0000-0000-000000000002,3\"", false)]
    public void Equals_FormsOfTheService_ComparesTheVersion(string text, bool expected)
    {
        var known = new ETag("\"583c4092-0000-0000-0000-000000000001,3\"");

        Assert.Equal(expected, known == new ETag(text));
        Assert.True(!expected || known.GetHashCode() == new ETag(text).GetHashCode());
    }

    [Theory]
    [InlineData("\"a,4\"", "\"a,3\"", true)]
    [InlineData("\"a,3\"", "\"a,3\"", false)]
    [InlineData("\"a,10\"", "\"a,9\"", true)]
    [InlineData("\"opaque\"", "\"a,3\"", false)]
    public void IsLaterThan_Numbers_AreCompared(string left, string right, bool expected) => Assert.Equal(expected, new ETag(left).IsLaterThan(new ETag(right)));
}
