using Lacquer.Mastering.Tests.Reporting.Html;
using Lacquer.TestKit;

namespace Lacquer.Mastering.Tests.CommandLine;

/// <summary><c>--report</c>: pages beside the masters, under the same rules.</summary>
public sealed class ReportPageTests : IDisposable
{
    private readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public void One_mix_has_one_page()
    {
        string page = _workshop.File("song.html");
        Answer answer = Master(Mix("a.wav"), "--report", page).Done();
        Page.Read(page).IsWellMade();
        Assert.Contains(page, answer.Out, StringComparison.Ordinal);
        Assert.Equal(["a.master.wav", "a.wav", "song.html"], _workshop.Names());
    }

    [Fact]
    public void A_name_full_of_markup_stays_a_name()
    {
        string name = "<img src=x onerror=alert(1)>&\"'<script>.wav";
        string page = _workshop.File("song.html");
        Master(Mix(name), "-o", _workshop.File("m.wav"), "--report", page).Done();
        var read = Page.Read(page);
        read.IsWellMade(allowed: "src="); // which is text here
        Assert.Equal(Path.GetFileNameWithoutExtension(name), read.All("h1").Single().Value);
    }

    [Fact]
    public void Several_mixes_have_a_page_each_in_a_folder()
    {
        string folder = _workshop.File("pages");
        Terminal.Run("master", Mix("a.wav"), Mix("b.wav"), "--report", folder, "--decision", "statistical").Done();
        Assert.Equal(["a.report.html", "b.report.html"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.EnumerateFiles(folder), path => Page.Read(path).IsWellMade());
    }

    [Fact]
    public void A_page_that_exists_is_replaced_only_when_told_to()
    {
        string page = _workshop.File("song.html");
        File.WriteAllText(page, "precious");
        string mix = Mix("a.wav");
        Master(mix, "--report", page).Fails(4, "song.html", "exists");
        Assert.Equal("precious", File.ReadAllText(page));
        Assert.Equal(["a.wav", "song.html"], _workshop.Names());
        Master(mix, "--report", page, "--force").Done();
        Page.Read(page).IsWellMade();
    }

    [Fact]
    public void Of_several_only_the_mix_whose_page_is_taken_fails()
    {
        string folder = _workshop.File("pages");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "a.report.html"), "precious");
        Terminal.Run("master", Mix("a.wav"), Mix("b.wav"), "--report", folder, "--decision", "statistical").Fails(4, "a.wav", "a.report.html");
        Assert.Equal("precious", File.ReadAllText(Path.Combine(folder, "a.report.html")));
        Assert.Equal(["a.wav", "b.master.wav", "b.wav", "pages", "pages/a.report.html", "pages/b.report.html"], _workshop.Names());
    }

    [Theory]
    [InlineData("a.wav", 2, "a.wav")]
    [InlineData("page.pdf", 2, "page.pdf")]
    [InlineData("missing/page.html", 4, "missing")]
    public void What_cannot_be_a_page_is_refused_before_the_work(string report, int exitCode, string word)
    {
        string mix = Mix("a.wav");
        byte[] before = File.ReadAllBytes(mix);
        Master(mix, "--report", _workshop.File(report), "--force").Fails(exitCode, word);
        Assert.Equal(["a.wav"], _workshop.Names());
        Assert.Equal(before, File.ReadAllBytes(mix));
    }

    [Fact]
    public void Never_overwrites_an_input_that_is_named_like_a_page()
    {
        string mix = Mix("a.html");
        byte[] before = File.ReadAllBytes(mix);
        Master(mix, "-o", _workshop.File("m.wav"), "--report", mix, "--force").Fails(4, "a.html");
        Assert.Equal(before, File.ReadAllBytes(mix));
        Assert.Equal(["a.html"], _workshop.Names());
    }

    [Fact]
    public void One_page_for_several_mixes_is_refused()
    {
        Terminal.Run("master", Mix("a.wav"), Mix("b.wav"), "--report", _workshop.File("all.html")).Fails(2, "--report", "folder");
        Assert.Equal(["a.wav", "b.wav"], _workshop.Names());
    }

    [Fact]
    public void A_mix_that_fails_leaves_no_page()
    {
        string bad = _workshop.File("bad.wav");
        File.WriteAllText(bad, "no sound at all");
        Master(bad, "--report", _workshop.File("page.html")).Fails(3, "bad.wav");
        Assert.Equal(["bad.wav"], _workshop.Names());
    }

    private static Answer Master(string mix, params string[] arguments) => Terminal.Run(["master", mix, "--decision", "statistical", .. arguments]);

    private string Mix(string name)
    {
        string path = _workshop.File(name);
        SoundFile.Write(path, ShapedNoise.Pink(0.05, 44_100, seconds: 1), 44_100);
        return path;
    }
}
