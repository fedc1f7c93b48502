namespace Lacquer.Server.Tests;

/// <summary>A setting that cannot work is named at the start, in one line, and never with a password in it.</summary>
public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("database", "nonsense", "database")]
    [InlineData("database", "Username=anna;Password=hunter2", "Host")]
    [InlineData("listen", "https://127.0.0.1:8420", "publicAddress")]
    [InlineData("listen", "http://127.0.0.1:8420/path", "without a path")]
    [InlineData("listen", "8420", "as in http")]
    [InlineData("renders", "1.7", "whole number")]
    [InlineData("renders", "many", "no number")]
    [InlineData("leaseSeconds", "0", "not possible")]
    [InlineData("broker", "localhost", "amqp://")]
    [InlineData("proxies", "proxy.local", "no IP address")]
    [InlineData("nothing", "1", "there is no setting")]
    public void What_is_wrong_is_said(string name, string value, string words)
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, $$"""{ "{{name}}": "{{value}}" }""");
        ServiceConfigurationException refusal = Assert.Throws<ServiceConfigurationException>(() => ServiceConfiguration.Read(file, Path.GetTempPath(), ["lacquer"]));
        File.Delete(file);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.MayPass);
    }

    [Fact]
    public async Task A_database_that_is_away_is_said_to_be_away()
    {
        var settings = new ServiceSettings { DataFolder = Path.GetTempPath(), RenderProgram = Studio.Program, Database = "Host=127.0.0.1;Port=9;Username=anna;Password=hunter2;Database=none;Timeout=2" };
        ServiceConfigurationException refusal = await Assert.ThrowsAsync<ServiceConfigurationException>(() => ServiceHost.CreateAsync(settings, TestContext.Current.CancellationToken));
        Assert.StartsWith("the database cannot be used", refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.MayPass);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
    }
}
