namespace OrleansSync.Emulator.Tokens;

/// <summary>Why no token was given (1.6).</summary>
/// <param name="Number">The number behind AADSTS.</param>
internal sealed record TokenRefusal(int Status, string Error, int Number, string Text);
