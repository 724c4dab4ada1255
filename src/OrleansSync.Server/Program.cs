using OrleansSync.Server.Hosting;

return await ServerApplication.RunAsync(args);
