using System.Text;

using Hikyaku.Formats.Passwords;

namespace Hikyaku.Mail.Directory;

/// <summary>Checks and hashes passwords that someone chooses; argon2id costs memory, so that few are made at once.</summary>
internal sealed class NewPassword(Settings.Settings settings) : IDisposable
{
    private const int MaxOctets = 1024;
    private readonly SemaphoreSlim _hashing = new(2, 2);

    public DirectoryRefusal? Check(string password)
    {
        var least = settings.Get(DirectorySettings.MinPasswordLength);
        if (password.Length < least)
        {
            return new DirectoryRefusal(DirectoryRefusalReason.PasswordTooShort, least.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return password.Any(char.IsControl) || Encoding.UTF8.GetByteCount(password) > MaxOctets
            ? new DirectoryRefusal(DirectoryRefusalReason.BadPassword, MaxOctets.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : null;
    }

    public async ValueTask<string> Hash(string password, CancellationToken cancellation)
    {
        await _hashing.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => PasswordHash.Create(Encoding.UTF8.GetBytes(password)), cancellation);
        }
        finally
        {
            _hashing.Release();
        }
    }

    public void Dispose() => _hashing.Dispose();
}
