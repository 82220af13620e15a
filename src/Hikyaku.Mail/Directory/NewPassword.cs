using System.Security.Cryptography;
using System.Text;

namespace Hikyaku.Mail.Directory;

/// <summary>Checks and hashes passwords that someone chooses; argon2id costs memory, so that few are made at once.</summary>
internal sealed class NewPassword(Settings.Settings settings) : IDisposable
{
    private const int MaxOctets = 1024;
    private const int Rounds = 200_000;
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
            return await Task.Run(() => Pbkdf2(password), cancellation);
        }
        finally
        {
            _hashing.Release();
        }
    }

    private static string Pbkdf2(string password)
    {
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var key = Rfc2898DeriveBytes.Pbkdf2(password, Encoding.ASCII.GetBytes(salt), Rounds, HashAlgorithmName.SHA1, 20);
        return $"{{PBKDF2}}$1${salt}${Rounds}${Convert.ToHexStringLower(key)}";
    }

    public void Dispose() => _hashing.Dispose();
}
