namespace Hikyaku.Hosting;

/// <summary>The PEM files of the server's certificate; both as full paths.</summary>
internal sealed record TlsFiles(string Certificate, string Key);
