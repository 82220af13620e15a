using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Directory;

namespace Hikyaku.Mail.Checks.Greylisting;

/// <summary>Notes whom the users of a domain write to, so that the answers are not strangers' mail.</summary>
public sealed class Correspondents
{
    private readonly CheckMemory _memory;
    private readonly Directory.Directory _directory;

    internal Correspondents(CheckMemory memory, Directory.Directory directory) => (_memory, _directory) = (memory, directory);

    /// <summary>An account has sent a message.</summary>
    public async ValueTask Note(Account account, IEnumerable<Recipient> recipients, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(recipients);
        var domain = account.Address[(account.Address.LastIndexOf('@') + 1)..];
        foreach (var recipient in recipients)
        {
            if (await _directory.FindDomain(recipient.Address.Domain, cancellation) is null)
            {
                _memory.Note(CheckMemory.Correspondent, CheckMemory.CorrespondentKey(domain, recipient.Address.Canonical));
            }
        }
    }
}
