using Hikyaku.Formats.Vpopmail;

namespace Hikyaku.Mail.Migration.Vpopmail;

/// <summary>The old host's database: live, or a dump.</summary>
public interface IVpopmailDatabase
{
    /// <summary>The rows of all tables whose name is wanted, in any order.</summary>
    IAsyncEnumerable<SqlRow> Rows(Func<string, bool> wanted, CancellationToken cancellation);
}
