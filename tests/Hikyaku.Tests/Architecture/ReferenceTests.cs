using System.Xml.Linq;

namespace Hikyaku.Tests.Architecture;

/// <summary>A project references what docs/architecture.md allows, and nothing else.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Hikyaku.Formats"] = ["MimeKit", "BouncyCastle.Cryptography", "BCrypt.Net-Next"],
        ["Hikyaku.Mail"] = ["Hikyaku.Formats", "MimeKit", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions"],
        ["Hikyaku.Storage"] =
        [
            "Hikyaku.Formats", "Hikyaku.Mail", "Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.bundle_e_sqlite3", "MySqlConnector",
            "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions",
        ],
        ["Hikyaku.Protocols"] = ["Hikyaku.Formats", "Hikyaku.Mail", "Microsoft.AspNetCore.App", "DnsClient"],
        ["Hikyaku"] =
        [
            "Hikyaku.Formats", "Hikyaku.Mail", "Hikyaku.Storage", "Hikyaku.Protocols", "Microsoft.AspNetCore.App", "System.CommandLine", "Spectre.Console",
        ],
    };

    public static TheoryData<string> Projects => [.. Repository.Files("src", "*.csproj")];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_architecture_allows(string project)
    {
        var references = XDocument.Parse(Repository.Read(project)).Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference")
            .Select(element => element.Name.LocalName == "ProjectReference"
                ? Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value)
                : element.Attribute("Include")!.Value);

        var forbidden = references.Except(Allowed[Path.GetFileNameWithoutExtension(project)]);

        Assert.Empty(forbidden);
    }

    [Theory]
    [InlineData("Microsoft.Data.Sqlite.Core")]
    [InlineData("SQLitePCLRaw.bundle_e_sqlite3")]
    [InlineData("MySqlConnector")]
    public void A_storage_driver_does_not_leak_into_who_references_storage(string package)
    {
        var reference = XDocument.Parse(Repository.Read("src/Hikyaku.Storage/Hikyaku.Storage.csproj")).Descendants("PackageReference")
            .Single(element => element.Attribute("Include")!.Value == package);

        Assert.Equal("compile", reference.Attribute("PrivateAssets")?.Value);
    }

    [Fact]
    public void Projects_see_only_what_they_name() =>
        Assert.Contains("<DisableTransitiveProjectReferences>true<", Repository.Read("Directory.Build.props"), StringComparison.Ordinal);
}
