namespace Hikyaku.Protocols.Smtp.Client;

/// <summary>The TLS handshake failed, so that the connection is of no use, but another one in clear may be.</summary>
internal sealed class TlsFailedException(RemoteConnectionException inner) : Exception(inner.Message, inner);
